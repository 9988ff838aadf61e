/** The computer's camera, from its light going on to its light going off, and what it sees meanwhile. */
import type { Failure } from '../../domain/failures/index.ts';
import { cameraFailure, DECODER_FAILURE } from '../../domain/identity/camera-failure.ts';
import { NOTHING_SEEN, takePicture } from '../../domain/identity/camera-reads.ts';
import { loadDecoder, type Decode } from './decoder.ts';

export type LensView =
  | { readonly kind: 'starting' }
  | { readonly kind: 'live'; readonly several: boolean }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly failure: Failure };

interface LensEvents {
  readonly onView: (view: LensView) => void;
  readonly onCode: (text: string) => void;
  /** How many cameras there are, once one of them has been opened. */
  readonly onCameras: (count: number) => void;
}

/** Between two pictures that are looked at, in milliseconds. */
const EVERY_MS = 120;
/** Nobody holds a paper for so long: the light goes off. */
const IDLE_MS = 120_000;
/** The longer side of a picture that is looked at, in pixels: more costs time and finds nothing more. */
const LONGEST_SIDE = 1280;

/**
 * One camera shown in one element. Pictures are looked at one after the other on a canvas of the page's memory, each
 * over the last; none is kept, none is sent.
 */
export class Lens {
  readonly #video: HTMLVideoElement;
  readonly #events: LensEvents;
  readonly #canvas = document.createElement('canvas');
  #stream: MediaStream | null = null;
  /** Rises with every start and stop: what an older one still does, it does no more. */
  #turn = 0;
  #camera: string | null = null;
  #cameras: readonly string[] = [];

  constructor(video: HTMLVideoElement, events: LensEvents) {
    this.#video = video;
    this.#events = events;
  }

  async start(): Promise<void> {
    const turn = this.#end();
    this.#events.onView({ kind: 'starting' });
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: this.#wanted() });
      if (turn !== this.#turn) {
        lightOff(stream);
        return;
      }
      this.#stream = stream;
      stream.getVideoTracks()[0]?.addEventListener('ended', () => {
        if (turn === this.#turn) this.#fail(cameraFailure(''));
      });
      this.#video.srcObject = stream;
      await this.#video.play();
    } catch (error) {
      if (turn === this.#turn) this.#fail(cameraFailure(error instanceof DOMException ? error.name : ''));
      return;
    }
    await this.#count();
    const decode = await loadDecoder().catch(() => null);
    if (turn !== this.#turn) return;
    if (decode === null) this.#fail(DECODER_FAILURE);
    else await this.#watch(turn, decode);
  }

  /** The light goes off. */
  stop(): void {
    this.#end();
    this.#events.onView({ kind: 'stopped' });
  }

  /** The light goes off, and nobody is told. */
  close(): void {
    this.#end();
  }

  /** Goes on to the next camera. */
  next(): void {
    const at = this.#cameras.indexOf(this.#camera ?? '');
    this.#camera = this.#cameras[(at + 1) % this.#cameras.length] ?? null;
    void this.start();
  }

  #end(): number {
    this.#turn += 1;
    if (this.#stream !== null) lightOff(this.#stream);
    this.#stream = null;
    this.#video.srcObject = null;
    this.#canvas.width = 0;
    return this.#turn;
  }

  #fail(problem: Failure): void {
    this.#end();
    // It may have been unplugged: the next start takes whichever camera there is.
    this.#camera = null;
    this.#events.onView({ kind: 'failed', failure: problem });
  }

  #wanted(): MediaTrackConstraints {
    const size = { width: { ideal: 1920 }, height: { ideal: 1080 } };
    return this.#camera === null
      ? { ...size, facingMode: { ideal: 'environment' } }
      : { ...size, deviceId: { exact: this.#camera } };
  }

  async #count(): Promise<void> {
    const devices = await navigator.mediaDevices.enumerateDevices();
    this.#cameras = devices.filter(({ kind }) => kind === 'videoinput').map(({ deviceId }) => deviceId);
    this.#camera ??= this.#stream?.getVideoTracks()[0]?.getSettings().deviceId ?? null;
    this.#events.onCameras(this.#cameras.length);
  }

  /** Looks at picture after picture until the light goes off. */
  async #watch(turn: number, decode: Decode): Promise<void> {
    let reads = NOTHING_SEEN;
    let busyAt = performance.now();
    this.#events.onView({ kind: 'live', several: false });
    for (let several = false; ;) {
      await new Promise((done) => setTimeout(done, EVERY_MS));
      if (turn !== this.#turn) return;
      const picture = this.#picture();
      if (picture === null) continue;
      const texts = await decode(picture).catch(() => []);
      // Stopped while the picture was being looked at: what it shows is nobody's business any more.
      if (isOver(turn, this.#turn)) return;
      const step = takePicture(reads, texts);
      reads = step.state;
      if (step.several !== several) {
        several = step.several;
        this.#events.onView({ kind: 'live', several });
      }
      if (texts.length > 0) busyAt = performance.now();
      if (step.code !== null) this.#events.onCode(step.code);
      if (performance.now() - busyAt < IDLE_MS) continue;
      this.stop();
      return;
    }
  }

  #picture(): ImageData | null {
    const { videoWidth, videoHeight } = this.#video;
    if (videoWidth === 0 || videoHeight === 0) return null;
    const scale = Math.min(1, LONGEST_SIDE / Math.max(videoWidth, videoHeight));
    const width = Math.round(videoWidth * scale);
    const height = Math.round(videoHeight * scale);
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    const context = this.#canvas.getContext('2d', { willReadFrequently: true });
    context?.drawImage(this.#video, 0, 0, width, height);
    return context?.getImageData(0, 0, width, height) ?? null;
  }
}

const isOver = (turn: number, now: number): boolean => turn !== now;

function lightOff(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
