#pragma once

// A library to be loaded before a command (LD_PRELOAD). It has nothing to call.
