/** A new version that waits to be installed. */
export interface ReadyUpdate {
  readonly version: string;
  readonly install: () => void;
}
