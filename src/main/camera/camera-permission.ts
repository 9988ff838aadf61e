/** What of a request for a permission tells whether it is the camera that one window of ours may use. */
export interface AskedPermission {
  readonly permission: string;
  /** `video`, `audio`; empty where a page only lists the devices. */
  readonly media: readonly string[];
  /** Of the page that asks, in its main frame; null for any other frame. */
  readonly address: string | null;
}

/** Whether it is granted: the camera alone, never with the microphone, to the page at `own` and to no frame within it. */
export function grantsCamera({ permission, media, address }: AskedPermission, own: string): boolean {
  return (
    permission === 'media' &&
    media.every((each) => each === 'video') &&
    media.length > 0 &&
    address?.startsWith(own) === true
  );
}
