import Testing
import YAML

/// Which texts are JSON: the grammar of RFC 8259, case by case, much as Nicolas Seriot's "Parsing
/// JSON is a Minefield" has them.
@Suite struct JSONGrammarTests {
  @Test(arguments: [
    // Values, alone and with the four characters of white space.
    ("null", "null"), ("true", "true"), ("false", "false"), ("42", "42"), ("-0.1", "-0.1"),
    ("\"\"", "''"), ("[]", "[]"), ("{}", "{}"), (" \t\r\n[] \n", "[]"), ("[\t1 ,\r\n2 ]", "[1,2]"),
    // Numbers.
    ("0", "0"), ("-0", "-0"), ("-1", "-1"), ("0.0", "0.0"), ("0e1", "0e1"), ("0e+1", "0e+1"),
    ("0E-01", "0E-01"), ("1E22", "1E22"), ("20e1", "20e1"), ("123.456e78", "123.456e78"),
    ("1e400", "1e400"), ("-1e-400", "-1e-400"),
    ("10000000000000000000000", "10000000000000000000000"),
    ("0.00000000000000000000000000000000001", "0.00000000000000000000000000000000001"),
    // Lists and mappings.
    ("[[]   ]", "[[]]"), ("[null, 1, \"1\", {}]", "[null,1,'1',{}]"),
    ("[1,null,null,null,2]", "[1,null,null,null,2]"), ("{\"\":0}", "{'':0}"),
    ("{\"a\":[{\"b\":{}}],\"c\":-1}", "{'a':[{'b':{}}],'c':-1}"),
    ("{\n\"a\" :\n\"b\"\n}", "{'a':'b'}"), ("{\"a\":1,\"A\":2,\"a \":3}", "{'a':1,'A':2,'a ':3}"),
    // What only looks like something else.
    ("\"a/*b*/c//d#e\"", "'a/*b*/c//d#e'"), ("\"NaN\"", "'NaN'"), ("\"'\"", "'''"),
    ("{\"<<\":{\"a\":1}}", "{'<<':{'a':1}}"), ("\"&a *a !!int\"", "'&a *a !!int'"),
  ])
  func `takes what is JSON`(text: String, expected: String) {
    #expect(JSONReading(text).summary == expected)
  }

  @Test(arguments: [
    "01", "-01", "-012", "00", "1.", "-2.", ".5", "-.5", ".", "+1", "++1", "-", "--1", "- 1", "1e",
    "1E", "1e+", "1e-", "1.0e", "0e+-1", "1eE2", "1.e1", "0.e1", "1.2.3", "1 000", "1_000", "1,000",
    "0x1", "0b1", "0o7", "1f", "1d", "1.8H-3", "1+2", "1e1.5", "١", "１", "NaN", "-NaN", "Inf",
    "Infinity", "-Infinity", "+Inf", "nan", "inf", ".inf", ".nan", "1e٣",
  ])
  func `refuses what is no number`(text: String) {
    for whole in [text, "[\(text)]", "{\"a\":\(text)}", "[1,\(text)", "\(text) "] {
      #expect(JSONReading(whole).isRefused, "\(whole)")
    }
  }

  @Test(arguments: [
    // Words.
    "nul", "nulll", "Null", "NULL", "tru", "True", "TRUE", "fals", "truefalse", "yes", "~",
    "undefined", "abc", "[a]", "[tru", "*", "&a 1", "!!int 1", "- 1", "a: 1", "|\n a", "=n * 2",
    // Lists.
    "[", "]", "[1", "[1,", "[,", "[,1]", "[1,]", "[1,,]", "[1,,2]", "[,]", "[\"\",]", "[1]]",
    "[][]",
    "[1 2]", "[1 true]", "[3[4]]", "[\"a\": 1]", "[1:2]", "[{}", "[{]", "[1;2]", "[1}", "[(1)]",
    // Mappings.
    "{", "}", "{}}", "{,", "{]", "{[", "{[: 1}", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,",
    "{\"a\":1,}", "{\"a\":1,,\"b\":2}", "{\"a\",null}", "{\"a\"::1}", "{\"a\" 1}", "{\"a\":1 2}",
    "{\"a\":1 \"b\":2}", "{\"a\"}", "{:1}", "{a:1}", "{a: \"b\"}", "{1:1}", "{null:1}", "{'a':1}",
    "{\"a\"=1}", "{\"a\":}", "{\"a\":1;\"b\":2}", "{\"a\":1]", "{[]:1}", "{{}:1}", "{🇨🇭}",
    // Comments and what else programs leave behind.
    "/**/1", "1/**/", "[1,/*a*/2]", "//\n1", "1//", "1/", "#\n1", "1#", "{\"a\":1}#{}", "1;",
    "\u{feff}1", "[\u{feff}]", "1\u{feff}", "\u{a0}1", "1\u{2028}", "[1,\u{3000}2]", "\u{0c}1",
    "\u{0b}1",
    "\u{85}1", "1\0", "\01", "\u{2060}1", "'a'", "['a']", "`a`", "“a”", "%YAML 1.2\n---\n1",
    "--- 1",
    // Nothing, and more than one value.
    "", " ", "\n\n", "1 2", "\"a\" \"b\"", "\"a\"\"b\"", "{} []", "null,", ",1", "1\n2", "{}\n{}",
  ])
  func `refuses what is not`(text: String) {
    #expect(JSONReading(text).isRefused)
  }

  /// A text cut anywhere is none.
  @Test func `refuses every beginning of a text`() {
    let text = #"{"a": [1.5e+3, "\u00e9\\\"", true, {"b": null}], "é": [[], {}]}"#
    let bytes = Array(text.utf8)
    #expect(JSONReading(text).result.problems.isEmpty)
    for count in 0..<bytes.count {
      let reading = JSONReading(bytes: Array(bytes.prefix(count)))
      #expect(reading.isRefused, "the first \(count) bytes")
      // Nothing but what follows is amiss; a place past the end would lead nowhere.
      #expect((reading.problem?.range.end.offset ?? .max) <= count, "the first \(count) bytes")
    }
  }
}
