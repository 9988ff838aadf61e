/** What a started role gives back to the process that it runs in. */
export interface StartedRole {
  /**
   * Ends whatever waits in foreign code, so that the process can exit at once. Synchronous, and harmless when called
   * more than once: it runs while the process exits.
   */
  stop(): void;
  /** True while a foreign call that nothing can cancel (an exchange with a card) has not come back. */
  inForeignCode(): boolean;
}
