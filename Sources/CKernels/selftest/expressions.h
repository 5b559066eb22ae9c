// Expressions: every step once, over operands of every kind, and a program with registers.

static int64_t operand_place(bench *at, lab_operand *operand, int64_t rows, int64_t columns,
                             int64_t way) {
  operand->spread = (int32_t)(way % 4);
  operand->is_integer = way % 5 == 4;
  const int64_t sizes[] = {rows * columns, 1, columns, rows};
  const int64_t count = sizes[operand->spread];
  const int64_t start = place(at, count, way % 3 == 2 ? LARGE : SMALL);
  if (operand->is_integer)
    for (int64_t n = start; n < start + count; n++) {
      const int32_t word = (int32_t)(random_bits(at) % 7) - 3;
      memcpy(at->memory + n, &word, sizeof word);
    }
  return start;
}

static void expression_case(bench *at, lab_kernel kernel) {
  for (int32_t step = LAB_STEP_CONSTANT; step <= LAB_STEP_SELECT; step++)
    for (int64_t n = 0; n < COUNT(shapes); n++) {
      const int64_t rows = shapes[n][0], columns = shapes[n][1];
      // c + step(a, b, c) · 0.75
      const lab_instruction code[] = {
          {LAB_STEP_CONSTANT, LAB_OPERANDS, 0, 0, 0, 0.75f},
          {step, LAB_OPERANDS + 1, 0, 1, 2, 0},
          {LAB_STEP_MULTIPLY_ADD, LAB_OPERANDS + 2, LAB_OPERANDS + 1, LAB_OPERANDS, 2, 0},
      };
      lab_expression call = {rows * columns, columns, 0, 3, COUNT(code), code, {{0}}};
      for (int64_t k = 0; k < 3; k++)
        call.operand[k].place =
            operand_place(at, &call.operand[k], rows, columns, k == 2 ? 0 : step + n + 3 * k);
      if (step == LAB_STEP_CONSTANT) {
        static const lab_instruction constant[] = {
            {LAB_STEP_CONSTANT, LAB_OPERANDS, 0, 0, 0, 0.75f},
            {LAB_STEP_COPY, LAB_OPERANDS + 1, LAB_OPERANDS, 0, 0, 0},
        };
        call.code = constant;
        call.instructions = COUNT(constant);
      }
      call.y = n % 2 == 0 ? place(at, rows * columns, SMALL) : call.operand[2].place;
      finish(at, kernel, (lab_arguments){.expression = call});
    }
}
