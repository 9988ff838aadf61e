import koffi from 'koffi';

/** Vendor functions may keep large arrays on the stack; koffi's own default is too small for them (lab-notes.md). */
const STACK_BYTES = 8 * 1024 * 1024;

/**
 * Makes the stacks that foreign functions get large enough for the vendors'. To be called before anything is loaded in
 * this process, the system's own libraries included: afterwards koffi refuses.
 */
export function enlargeStacks(): void {
  if (koffi.config().sync_stack_size === STACK_BYTES) return;
  try {
    koffi.config({ sync_stack_size: STACK_BYTES, async_stack_size: STACK_BYTES });
  } catch {
    // Another library came first: its process has chosen, and the default does for all but odd libraries.
  }
}
