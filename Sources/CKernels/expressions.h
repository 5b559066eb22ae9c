// Element-wise mathematics as small programs, run over blocks that stay in the first cache.

/// Elements of a block: a multiple of every vector width.
#define BLOCK 256

static inline vec expression_minimum(vec a, vec b) {
  return vec_select(a != a, a, vec_select(a < b, a, b));
}
static inline vec expression_maximum(vec a, vec b) {
  return vec_select(a != a, a, vec_select(a > b, a, b));
}
static inline vec expression_less(vec a, vec b) { return vec_where(a < b, vec_splat(1)); }

static inline vec expression_softplus(vec a) {
  return expression_maximum(a, vec_splat(0)) + vec_log1p(vec_exp(-vec_abs(a)));
}

#define EACH_BLOCK_VECTOR(value)                                                                 \
  for (ptrdiff_t n = 0; n < size; n += LANES) vec_store(t + n, value);                           \
  break
#define A vec_load(a + n)
#define B vec_load(b + n)
#define C vec_load(c + n)

/// One instruction over a block; `size` is a multiple of the vector width.
static void run_instruction(const lab_instruction *i, ptrdiff_t size, float *t, const float *a,
                            const float *b, const float *c) {
  switch ((lab_step)i->step) {
    case LAB_STEP_CONSTANT: EACH_BLOCK_VECTOR(vec_splat(i->value));
    case LAB_STEP_COPY: EACH_BLOCK_VECTOR(A);
    case LAB_STEP_NEGATE: EACH_BLOCK_VECTOR(-A);
    case LAB_STEP_ABSOLUTE: EACH_BLOCK_VECTOR(vec_abs(A));
    case LAB_STEP_SQRT: EACH_BLOCK_VECTOR(vec_sqrt(A));
    case LAB_STEP_EXP: EACH_BLOCK_VECTOR(vec_exp(A));
    case LAB_STEP_EXPM1: EACH_BLOCK_VECTOR(vec_expm1(A));
    case LAB_STEP_LOG: EACH_BLOCK_VECTOR(vec_log(A));
    case LAB_STEP_LOG1P: EACH_BLOCK_VECTOR(vec_log1p(A));
    case LAB_STEP_ERF: EACH_BLOCK_VECTOR(vec_erf(A));
    case LAB_STEP_SIGMOID: EACH_BLOCK_VECTOR(vec_sigmoid(A));
    case LAB_STEP_TANH: EACH_BLOCK_VECTOR(vec_tanh(A));
    case LAB_STEP_SOFTPLUS: EACH_BLOCK_VECTOR(expression_softplus(A));
    case LAB_STEP_FLUSH: EACH_BLOCK_VECTOR(vec_flush(A));
    case LAB_STEP_ADD: EACH_BLOCK_VECTOR(A + B);
    case LAB_STEP_SUBTRACT: EACH_BLOCK_VECTOR(A - B);
    case LAB_STEP_MULTIPLY: EACH_BLOCK_VECTOR(A *B);
    case LAB_STEP_DIVIDE: EACH_BLOCK_VECTOR(A / B);
    case LAB_STEP_MINIMUM: EACH_BLOCK_VECTOR(expression_minimum(A, B));
    case LAB_STEP_MAXIMUM: EACH_BLOCK_VECTOR(expression_maximum(A, B));
    case LAB_STEP_LESS: EACH_BLOCK_VECTOR(expression_less(A, B));
    case LAB_STEP_MULTIPLY_ADD: EACH_BLOCK_VECTOR(vec_fma(A, B, C));
    case LAB_STEP_SELECT: EACH_BLOCK_VECTOR(vec_select(A != vec_splat(0), B, C));
  }
}
#undef A
#undef B
#undef C

/// Words of an operand as floats.
static void copy_operand(const lab_operand *operand, const float *x, ptrdiff_t size, float *block) {
  if (!operand->is_integer) {
    memcpy(block, x, (size_t)size * sizeof *x);
    return;
  }
  for (ptrdiff_t n = 0; n < size; n++) {
    int32_t word;
    memcpy(&word, x + n, sizeof word);
    block[n] = (float)word;
  }
}

/// An operand's elements from `start` on, as floats, to a block; what is behind them is zeros.
static void gather_operand(const lab_operand *operand, const float *arena, ptrdiff_t columns,
                           ptrdiff_t start, ptrdiff_t size, float *block) {
  const float *x = arena + operand->place;
  for (ptrdiff_t n = 0; n < size;) {
    const ptrdiff_t row = (start + n) / columns, column = (start + n) % columns;
    const ptrdiff_t of_row = columns - column, left = size - n;
    // What is left of the row.
    ptrdiff_t stretch = of_row < left ? of_row : left;
    float value = 0;
    switch ((lab_spread)operand->spread) {
      case LAB_SPREAD_NONE:
        copy_operand(operand, x + start + n, stretch = left, block + n);
        break;
      case LAB_SPREAD_ROWS: copy_operand(operand, x + column, stretch, block + n); break;
      case LAB_SPREAD_ALL:
      case LAB_SPREAD_COLUMNS:
        if (operand->spread == LAB_SPREAD_ALL) stretch = left;
        copy_operand(operand, x + (operand->spread == LAB_SPREAD_ALL ? 0 : row), 1, &value);
        for (ptrdiff_t k = 0; k < stretch; k++) block[n + k] = value;
        break;
    }
    n += stretch;
  }
  for (ptrdiff_t n = size; n % LANES != 0; n++) block[n] = 0;
}

static void run_expression(const lab_expression *call, float *arena, share s) {
  const range all = part_of(call->count, GROUP, s);
  float operands[LAB_OPERANDS][BLOCK], registers[LAB_REGISTERS][BLOCK];
  const float *read[LAB_OPERANDS + LAB_REGISTERS];
  for (int n = 0; n < LAB_REGISTERS; n++) read[LAB_OPERANDS + n] = registers[n];
  const lab_instruction *end = call->code + call->instructions, *first = call->code;
  const ptrdiff_t most = all.to - all.from < BLOCK ? all.to - all.from : BLOCK;
  const ptrdiff_t width = (most + LANES - 1) / LANES * LANES;
  // Constants and single numbers stay in their blocks.
  for (; first < end && first->step == LAB_STEP_CONSTANT; first++)
    run_instruction(first, width, registers[first->target - LAB_OPERANDS], NULL, NULL, NULL);
  for (int k = 0; k < call->operands; k++) {
    read[k] = operands[k];
    if (call->operand[k].spread == LAB_SPREAD_ALL)
      gather_operand(&call->operand[k], arena, call->columns, 0, width, operands[k]);
  }
  for (ptrdiff_t start = all.from; start < all.to; start += BLOCK) {
    const ptrdiff_t size = all.to - start < BLOCK ? all.to - start : BLOCK;
    const ptrdiff_t padded = (size + LANES - 1) / LANES * LANES;
    for (int k = 0; k < call->operands; k++) {
      const lab_operand *operand = &call->operand[k];
      if (operand->spread == LAB_SPREAD_ALL) continue;
      if (operand->spread == LAB_SPREAD_NONE && !operand->is_integer) {
        read[k] = arena + operand->place + start;
        if (padded == size) continue;
        read[k] = operands[k];
        EACH_VECTOR(size, vec_store(operands[k] + n, vec_load(arena + operand->place + start + n)),
                    vec_store(operands[k] + n, vec_load_first(arena + operand->place + start + n, left)))
        continue;
      }
      gather_operand(operand, arena, call->columns, start, size, operands[k]);
    }
    float *y = arena + call->y + start;
    for (const lab_instruction *i = first; i < end; i++) {
      // The last one gives the result.
      float *target = i + 1 == end && padded == size ? y : registers[i->target - LAB_OPERANDS];
      run_instruction(i, padded, target, read[i->a], read[i->b], read[i->c]);
    }
    if (padded != size) {
      const float *result = registers[end[-1].target - LAB_OPERANDS];
      EACH_VECTOR(size, vec_store(y + n, vec_load(result + n)),
                  vec_store_first(y + n, vec_load(result + n), left))
    }
  }
}
