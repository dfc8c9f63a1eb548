// ThreadSanitizer does not see the futex in which Swift's Synchronization.Mutex waits on Linux, and takes every access in `withLock` for
// unguarded (seen with a Mutex alone, Swift 6). Such closures, which take their state as a sending inout, are passed over; all else is told.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
const char *__tsan_default_suppressions(void) { return "race:zYuYTXEfU\n"; }
#endif
#endif
