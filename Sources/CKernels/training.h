// Losses and optimizers.

static double double_at(const float *arena, int64_t place) {
  return *(const double *)(const void *)(arena + place);
}

static void run_squared_error(const lab_squared_error *call, float *arena, share s) {
  if (s.part > 0) return;
  const float *prediction = arena + call->prediction, *target = arena + call->target;
  double sum = 0;
  for (ptrdiff_t n = 0; n < call->count; n++) {
    const double difference = (double)prediction[n] - (double)target[n];
    sum += difference * difference;
  }
  *(double *)(void *)(arena + call->loss) = sum / (double)call->count;
}

static void run_squared_error_gradient(const lab_squared_error_gradient *call, float *arena,
                                       share s) {
  const range all = part_of(call->count, GROUP, s);
  const float *prediction = arena + call->prediction + all.from;
  const float *target = arena + call->target + all.from;
  float *gradient = arena + call->gradient + all.from;
  const vec scale = vec_splat(call->scale);
  EACH_VECTOR(all.to - all.from,
              vec_store(gradient + n,
                        vec_flush((vec_load(prediction + n) - vec_load(target + n)) * scale)),
              STORE_LEFT(gradient + n,
                         vec_flush((LOAD_LEFT(prediction + n) - LOAD_LEFT(target + n)) * scale)))
}

/// 1 − β₁ᵗ and 1 − β₂ᵗ after t steps, so that zero-filled memory is the state before the first.
typedef struct {
  double one_minus_beta_1_power, one_minus_beta_2_power;
  float alpha;
} adam_state;

static void run_adam_step(const lab_adam_step *call, float *arena, share s) {
  if (s.part > 0) return;
  adam_state *state = (adam_state *)(void *)(arena + call->state);
  state->one_minus_beta_1_power =
      (1 - call->beta_1) + call->beta_1 * state->one_minus_beta_1_power;
  state->one_minus_beta_2_power =
      (1 - call->beta_2) + call->beta_2 * state->one_minus_beta_2_power;
  // sqrt is exact by IEEE 754, so libm's is the same everywhere.
  const double learning_rate = double_at(arena, call->learning_rate);
  state->alpha = (float)(learning_rate * sqrt(state->one_minus_beta_2_power) /
                         state->one_minus_beta_1_power);
}

#define ADAM(load, store)                                                                        \
  const vec gradient = vec_flush(load(g + n));                                                   \
  const vec first =                                                                              \
      vec_flush(vec_fma(gradient - load(m + n), one_minus_beta_1, load(m + n)));                 \
  const vec second = vec_flush_square(                                                           \
      vec_fma(vec_fma(gradient, gradient, -load(v + n)), one_minus_beta_2, load(v + n)));        \
  store(m + n, first);                                                                           \
  store(v + n, second);                                                                          \
  store(w + n,                                                                                   \
        vec_flush(vec_fma(-alpha, first / (vec_sqrt(second) + epsilon), load(w + n))))

static void run_adam(const lab_adam *call, float *arena, share s) {
  const range all = part_of(call->count, GROUP, s);
  const float *g = arena + call->g + all.from;
  float *w = arena + call->w + all.from, *m = arena + call->m + all.from;
  float *v = arena + call->v + all.from;
  const vec alpha = vec_splat(((const adam_state *)(const void *)(arena + call->state))->alpha);
  const vec one_minus_beta_1 = vec_splat(call->one_minus_beta_1);
  const vec one_minus_beta_2 = vec_splat(call->one_minus_beta_2);
  const vec epsilon = vec_splat(call->epsilon);
  EACH_VECTOR(all.to - all.from, { ADAM(vec_load, vec_store); }, { ADAM(LOAD_LEFT, STORE_LEFT); })
}

static void run_descent(const lab_descent *call, float *arena, share s) {
  const range all = part_of(call->count, GROUP, s);
  const float *g = arena + call->g + all.from;
  float *w = arena + call->w + all.from;
  float *u = arena + (call->u == LAB_ABSENT ? 0 : call->u) + all.from;
  const vec rate = vec_splat((float)double_at(arena, call->learning_rate)), momentum = vec_splat(call->momentum);
  if (call->u == LAB_ABSENT) {
#define DESCENT(load, store)                                                                     \
  store(w + n, vec_flush(vec_fma(-rate, vec_flush(load(g + n)), load(w + n))))
    EACH_VECTOR(all.to - all.from, DESCENT(vec_load, vec_store), DESCENT(LOAD_LEFT, STORE_LEFT))
  } else {
#define MOMENTUM(load, store)                                                                    \
  const vec velocity =                                                                           \
      vec_flush(vec_fma(momentum, load(u + n), -(rate * vec_flush(load(g + n)))));               \
  store(u + n, velocity);                                                                        \
  store(w + n, vec_flush(load(w + n) + velocity))
    EACH_VECTOR(
        all.to - all.from, { MOMENTUM(vec_load, vec_store); }, { MOMENTUM(LOAD_LEFT, STORE_LEFT); })
  }
}

static void run_number(const lab_number *call, float *arena, share s) {
  if (s.part > 0) return;
  const double a = double_at(arena, call->a), constant = call->constant;
  switch ((lab_number_function)call->function) {
    case LAB_NUMBER_SCALE: arena[call->y] = (float)(a * constant); break;
    case LAB_NUMBER_ADD:
      *(double *)(void *)(arena + call->y) = a + double_at(arena, call->b);
      break;
    case LAB_NUMBER_CLIP: {
      const double root = sqrt(a);
      // The difference is zero, or NaN, as in Keras: a training that has diverged must show it.
      arena[call->y] = (float)(constant / (root > constant ? root : constant) + (root - root));
      break;
    }
  }
}
