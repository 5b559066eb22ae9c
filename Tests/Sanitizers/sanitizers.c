#include "Sanitizers.h"

bool is_sanitized(void) { return IS_SANITIZED; }
