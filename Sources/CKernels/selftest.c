// Every kernel over memory that is the same everywhere. A case is a function in selftest/, which
// makes the operands and calls the kernel in several sizes, and a line in the table below.
#pragma STDC FP_CONTRACT OFF
#include "selftest.h"

#include "selftest/bench.h"

#include "selftest/elementwise.h"
#include "selftest/products.h"
#include "selftest/lstm.h"
#include "selftest/training.h"
#include "selftest/masks.h"
#include "selftest/expressions.h"
#include "selftest/rows.h"
#include "selftest/gather.h"
#include "selftest/windows.h"

/// The cases with their digests. A new one begins with zero; Tests/Architectures/compare.sh then
/// tells what it is under every instruction set, and may be taken where all of them agree.
static const struct {
  lab_selftest_case about;
  void (*run)(bench *at, lab_kernel kernel);
} cases[] = {
    {{"clear", LAB_CLEAR, 0x3c7d23f9ea83ac9d}, unary_case},
    {{"exp", LAB_EXP, 0x76ca3a0cf1986f31}, unary_case},
    {{"sigmoid", LAB_SIGMOID, 0x622d6c5839f501b2}, unary_case},
    {{"tanh", LAB_TANH, 0x9eeb4968cb6f5990}, unary_case},
    {{"relu", LAB_RELU, 0x6d4ebcc6e8e77805}, unary_case},
    {{"flush", LAB_FLUSH, 0xa3336b089ea368bf}, unary_case},
    {{"add", LAB_ADD, 0xd9dfa17f3f1bd6b6}, binary_case},
    {{"multiply", LAB_MULTIPLY, 0x292527f56b7e1ee7}, binary_case},
    {{"multiply_add", LAB_MULTIPLY_ADD, 0xbc349213ea6e6ce1}, ternary_case},
    {{"sigmoid_gradient", LAB_SIGMOID_GRADIENT, 0x67f323ac5f85105b}, binary_case},
    {{"tanh_gradient", LAB_TANH_GRADIENT, 0x11f2617530573d88}, binary_case},
    {{"relu_gradient", LAB_RELU_GRADIENT, 0xe341fcec231ec7f1}, binary_case},
    {{"select", LAB_SELECT, 0x4e0e69d32074ff31}, select_case},
    {{"copy", LAB_COPY, 0x4105e2f09e5c222d}, copy_case},
    {{"reverse", LAB_REVERSE, 0x87f5fd8e72712d8a}, reverse_case},
    {{"pack", LAB_PACK, 0x1a17d2c355e1bb41}, pack_case},
    {{"pack_gates", LAB_PACK, 0xcb14eb919b00f357}, pack_gates_case},
    {{"sum_rows", LAB_SUM_ROWS, 0x860484bb927d9478}, sum_rows_case},
    {{"gemm", LAB_GEMM, 0xdc54170d979f3726}, gemm_case},
    {{"gemm_packed", LAB_GEMM, 0x828ead77ece38b92}, gemm_packed_case},
    {{"lstm", LAB_LSTM, 0x22124414ecc392ff}, lstm_case},
    {{"lstm_row", LAB_LSTM_ROW, 0x8376a032cd6df0fe}, lstm_case},
    {{"lstm_small", LAB_LSTM_SMALL, 0x5c2e426cb8051ee6}, lstm_case},
    {{"lstm_lanes", LAB_LSTM_LANES, 0x93f2356725bddc54}, lstm_case},
    {{"lstm_masked", LAB_LSTM, 0x506737c581e545bd}, lstm_masked_case},
    {{"lstm_row_masked", LAB_LSTM_ROW, 0x07c52c503abb3a23}, lstm_masked_case},
    {{"lstm_small_masked", LAB_LSTM_SMALL, 0x85ddf1b38bd2001e}, lstm_masked_case},
    {{"lstm_lanes_masked", LAB_LSTM_LANES, 0xd4ce26e35b99da7e}, lstm_masked_case},
    {{"lstm_gradient", LAB_LSTM_GRADIENT, 0x6770aa6d890d7cee}, lstm_gradient_case},
    {{"lstm_gradient_small", LAB_LSTM_GRADIENT_SMALL, 0xdd2da81e9758c10d}, lstm_gradient_case},
    {{"lstm_gradient_lanes", LAB_LSTM_GRADIENT_LANES, 0xdefc0e50d94a4161}, lstm_gradient_case},
    {{"lstm_gradient_masked", LAB_LSTM_GRADIENT, 0xddc385fa987e8a60}, lstm_gradient_masked_case},
    {{"lstm_gradient_small_masked", LAB_LSTM_GRADIENT_SMALL, 0xe3354aa448310961}, lstm_gradient_masked_case},
    {{"lstm_gradient_lanes_masked", LAB_LSTM_GRADIENT_LANES, 0x46178805a6a98894}, lstm_gradient_masked_case},
    {{"lstm_gradient_states", LAB_LSTM_GRADIENT, 0xd424e5849c512550}, lstm_gradient_states_case},
    {{"lstm_gradient_small_states", LAB_LSTM_GRADIENT_SMALL, 0xa964470f9d3c6da4}, lstm_gradient_states_case},
    {{"lstm_gradient_lanes_states", LAB_LSTM_GRADIENT_LANES, 0xc9a9f9fba0c010ff}, lstm_gradient_states_case},
    {{"lstm_gradient_masked_states", LAB_LSTM_GRADIENT, 0xb961b5eeea899ea9}, lstm_gradient_masked_states_case},
    {{"lstm_gradient_small_masked_states", LAB_LSTM_GRADIENT_SMALL, 0xb9dfeaf18c03e8e4},
     lstm_gradient_masked_states_case},
    {{"lstm_gradient_lanes_masked_states", LAB_LSTM_GRADIENT_LANES, 0x75e6892207ab1446},
     lstm_gradient_masked_states_case},
    {{"lstm_input_gradient", LAB_LSTM_INPUT_GRADIENT, 0x1ab3ea30bbcfe456},
     lstm_input_gradient_case},
    {{"lstm_weight_gradient", LAB_LSTM_WEIGHT_GRADIENT, 0xb298be41080f66e8}, lstm_weight_gradient_case},
    {{"squared_error", LAB_SQUARED_ERROR, 0x65b6c6f5584bfe57}, squared_error_case},
    {{"squared_error_gradient", LAB_SQUARED_ERROR_GRADIENT, 0x8651dc142e6ee9b9},
     squared_error_gradient_case},
    {{"reduce", LAB_REDUCE, 0xd4d06cc2712c3107}, reduce_case},
    {{"reduce_gradient", LAB_REDUCE_GRADIENT, 0x27ca650123a1cb44}, reduce_gradient_case},
    {{"row_weights", LAB_ROW_WEIGHTS, 0xe597d395aba0adbf}, row_weights_case},
    {{"differs", LAB_DIFFERS, 0x9ae9d18af7540ec6}, differs_case},
    {{"expression", LAB_EXPRESSION, 0x6b0e1bab54de4019}, expression_case},
    {{"rows", LAB_ROWS, 0x46dfd6577a643d77}, rows_case},
    {{"rows_gradient", LAB_ROWS_GRADIENT, 0x2e42c0cf7331fd65}, rows_gradient_case},
    {{"one_hot", LAB_ONE_HOT, 0x6c190853204ae0f0}, one_hot_case},
    {{"class_match", LAB_CLASS_MATCH, 0x9c8adb80bf2aa535}, class_match_case},
    {{"cast", LAB_CAST, 0xb67f860a1de0dde0}, cast_case},
    {{"gather", LAB_GATHER, 0xa6b8751ad682d4b6}, gather_case},
    {{"gather_gradient", LAB_GATHER_GRADIENT, 0x107249d409ea6370}, gather_case},
    {{"dropout", LAB_DROPOUT, 0xb6a9c6fdd6789522}, dropout_case},
    {{"moments", LAB_MOMENTS, 0x393221bbc3f0437f}, moments_case},
    {{"unfold", LAB_UNFOLD, 0x3e66195fd31a0a01}, unfold_case},
    {{"fold", LAB_FOLD, 0x61d9817b0021e218}, unfold_case},
    {{"adam_step", LAB_ADAM_STEP, 0x7e1cd35b0a5dfa69}, adam_step_case},
    {{"adam", LAB_ADAM, 0x0b7a09111b24abee}, adam_case},
    {{"descent", LAB_DESCENT, 0xa14b2aab230bb5d0}, descent_case},
    {{"number", LAB_NUMBER, 0x3bb0180894ea41bd}, number_case},
    {{"peak", LAB_PEAK, 0xb19291eafbca113d}, peak_case},
};

int64_t lab_selftest_count(void) { return COUNT(cases); }

lab_selftest_case lab_selftest_at(int64_t index) { return cases[index].about; }

static uint64_t digest_in_parts(int64_t index, lab_run run, int64_t parts, float *memory) {
  bench at = {run, parts, memory, 0, 42, 14695981039346656037u};
  cases[index].run(&at, cases[index].about.kernel);
  return at.digest;
}

lab_selftest_result lab_selftest_run(int64_t index, lab_run run, float *memory) {
  static const int64_t divided[] = {2, 3, 7};
  lab_selftest_result result = {digest_in_parts(index, run, 1, memory), 0};
  for (int64_t n = 0; n < COUNT(divided) && result.differing_parts == 0; n++)
    if (digest_in_parts(index, run, divided[n], memory) != result.digest)
      result.differing_parts = divided[n];
  return result;
}
