import Diagnostics
import Testing

@Suite struct JSONFindingsTests {
  @Test func everythingIsToldAndWhatIsAbsentLeftOut() {
    let expected = #"""
      {
        "format": 1,
        "files": [
          {
            "path": "runs/100%, ü: <a&b>.yaml",
            "experiments": [
              {
                "name": "100%, ü: <a&b>",
                "status": "invalid",
                "diagnostics": [
                  {
                    "code": "LAB1003",
                    "message": "LSTM has no argument `units,` at 100%: {a}",
                    "file": "runs/100%, ü: <a&b>.yaml",
                    "line": 2,
                    "column": 8,
                    "end_line": 2,
                    "end_column": 13,
                    "advice": "did you mean `units`?\r\nor \"not\" <so> & \u0001",
                    "related": {
                      "file": "runs/base.yaml",
                      "line": 1,
                      "column": 1,
                      "end_line": 1,
                      "end_column": 6,
                      "text": "inherited here"
                    }
                  }
                ]
              }
            ],
            "diagnostics": []
          },
          {
            "path": "b.yaml",
            "experiments": [],
            "diagnostics": [
              {
                "code": "LAB0009",
                "message": "text behind a value",
                "file": "b.yaml",
                "line": 1,
                "column": 4,
                "end_line": 2,
                "end_column": 3
              },
              {
                "code": "LAB3007",
                "message": "its reports would be those of `a`",
                "file": "b.yaml",
                "help": "rename one"
              }
            ]
          }
        ]
      }

      """#
    let files = Array(SampleFindings.all.files[..<2])
    let text = FindingsFormat.json.document(of: SampleFindings.findings(files), version: "1.2.3")
    #expect(text == expected)
  }

  @Test func everyPointOfAMatrixIsListed() {
    let text = FindingsFormat.json.document(
      of: SampleFindings.findings([SampleFindings.all.files[2]]), version: "1.2.3")
    for (name, status) in [
      ("m/seed=1", "passed"), ("m/seed=2", "failed"), ("m/seed=3", "failed"),
      ("m/seed=4", "stopped"), ("m/seed=5", "checked"),
    ] {
      #expect(text.contains(#""name": "\#(name)""#), "\(text)")
      #expect(text.contains(#""status": "\#(status)""#), "\(text)")
    }
    // Unlike the formats that show a place once, each point has its own list.
    #expect(text.split(separator: "\n").count { $0.contains("LAB1012") } == 2)
  }

  @Test func nothingFoundIsADocumentToo() {
    #expect(
      FindingsFormat.json.document(of: SampleFindings.findings([]), version: "1.2.3")
        == "{\n  \"format\": 1,\n  \"files\": []\n}\n")
  }
}
