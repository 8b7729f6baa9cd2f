/* The desk's small moves: one key a judgement. Everything works by its buttons without this. */
"use strict";
