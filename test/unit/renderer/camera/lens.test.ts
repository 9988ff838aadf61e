/** The camera's light: when it goes on and off. The decoder is the real one; the browser's camera is played. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadDecoder } from '../../../../src/renderer/camera/decoder.ts';
import { Lens, type LensView } from '../../../../src/renderer/camera/lens.ts';
import { picture } from '../../../lab/documents/film.ts';
import { LEA_LABEL, labelText } from '../../../lab/documents/label.ts';
import { labelRaster } from '../../../lab/documents/symbol.ts';

const MINUTE_MS = 60_000;
const LEA = picture([[labelRaster(labelText(LEA_LABEL)), {}]]);
const SHOWN = rgba(LEA);
const BLANK: ImageData = {
  width: 8,
  height: 8,
  data: new Uint8ClampedArray(8 * 8 * 4).fill(255),
  colorSpace: 'srgb',
};

function rgba({ width, height, data }: typeof LEA): ImageData {
  const pixels = new Uint8ClampedArray(width * height * 4);
  data.forEach((grey, at) => pixels.set([grey, grey, grey, 255], at * 4));
  return { width, height, data: pixels, colorSpace: 'srgb' };
}

class Track extends EventTarget {
  light = true;
  readonly camera: string;

  constructor(camera: string) {
    super();
    this.camera = camera;
  }

  getSettings(): MediaTrackSettings {
    return { deviceId: this.camera };
  }

  stop(): void {
    this.light = false;
  }
}

/** Cameras of a computer, what lies before them, and every track that was ever handed out. */
class Computer {
  cameras = ['front', 'back'];
  shows: ImageData = BLANK;
  readonly tracks: Track[] = [];
  readonly views: LensView[] = [];
  readonly codes: string[] = [];
  counted = 0;

  readonly mediaDevices = {
    getUserMedia: ({ video }: { video: { deviceId?: { exact: string } } }) => {
      const camera = video.deviceId?.exact ?? this.cameras[0];
      if (camera === undefined) return Promise.reject(new DOMException('none', 'NotFoundError'));
      if (!this.cameras.includes(camera))
        return Promise.reject(new DOMException('gone', 'OverconstrainedError'));
      const track = new Track(camera);
      this.tracks.push(track);
      return Promise.resolve({ getTracks: () => [track], getVideoTracks: () => [track] });
    },
    enumerateDevices: () =>
      Promise.resolve([
        { kind: 'audioinput', deviceId: 'microphone' },
        ...this.cameras.map((deviceId) => ({ kind: 'videoinput', deviceId })),
      ]),
  };

  canvas(): unknown {
    const context = { drawImage: () => undefined, getImageData: () => this.shows };
    return { width: 0, height: 0, getContext: () => context };
  }

  lens(): Lens {
    const video = { srcObject: null, videoWidth: 640, videoHeight: 480, play: () => Promise.resolve() };
    return new Lens(video as unknown as HTMLVideoElement, {
      onView: (view) => this.views.push(view),
      onCode: (code) => this.codes.push(code),
      onCameras: (count) => {
        this.counted = count;
      },
    });
  }

  /** Which cameras have their light on. */
  get lights(): readonly string[] {
    return this.tracks.filter(({ light }) => light).map(({ camera }) => camera);
  }

  get view(): LensView | undefined {
    return this.views.at(-1);
  }
}

let computer: Computer;

beforeEach(async () => {
  await loadDecoder();
  computer = new Computer();
  vi.stubGlobal('navigator', { mediaDevices: computer.mediaDevices });
  vi.stubGlobal('document', { createElement: () => computer.canvas() });
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Started, and looking at pictures. */
async function looking(): Promise<Lens> {
  const lens = computer.lens();
  void lens.start();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(computer.view).toEqual({ kind: 'live', several: false });
  return lens;
}

describe('the camera’s light', () => {
  it('goes off by itself when no code was seen for two minutes, and on again when asked', async () => {
    const lens = await looking();
    await vi.advanceTimersByTimeAsync(1.9 * MINUTE_MS);
    expect(computer.lights).toEqual(['front']);
    await vi.advanceTimersByTimeAsync(0.2 * MINUTE_MS);
    expect(computer.lights).toEqual([]);
    expect(computer.view).toEqual({ kind: 'stopped' });
    void lens.start();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(computer.lights).toEqual(['front']);
    lens.close();
  });

  it('stays on for two minutes more when a code was seen, which is told once', async () => {
    const lens = await looking();
    await vi.advanceTimersByTimeAsync(1.5 * MINUTE_MS);
    computer.shows = SHOWN;
    await vi.advanceTimersByTimeAsync(1_000);
    computer.shows = BLANK;
    expect(computer.codes).toEqual([labelText(LEA_LABEL)]);
    await vi.advanceTimersByTimeAsync(1.9 * MINUTE_MS);
    expect(computer.lights).toEqual(['front']);
    await vi.advanceTimersByTimeAsync(0.2 * MINUTE_MS);
    expect(computer.lights).toEqual([]);
    lens.close();
  });

  it('goes from one camera to the next and around, one at a time', async () => {
    const lens = await looking();
    expect(computer.counted).toBe(2);
    for (const camera of ['back', 'front', 'back']) {
      lens.next();
      await vi.advanceTimersByTimeAsync(1_000);
      expect(computer.lights).toEqual([camera]);
    }
    lens.close();
    expect(computer.lights).toEqual([]);
  });

  it('is off after a stop while the camera was still being asked for', async () => {
    const lens = computer.lens();
    void lens.start();
    lens.stop();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(computer.tracks).toHaveLength(1);
    expect(computer.lights).toEqual([]);
    expect(computer.view).toEqual({ kind: 'stopped' });
  });

  it('is off when the camera is unplugged, which is told; tried again, another one is taken', async () => {
    const lens = await looking();
    computer.cameras = ['back'];
    computer.tracks[0]?.dispatchEvent(new Event('ended'));
    expect(computer.lights).toEqual([]);
    expect(computer.view).toMatchObject({ kind: 'failed', failure: { code: 'CAMERA-OCCUPEE' } });
    void lens.start();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(computer.lights).toEqual(['back']);
    computer.cameras = [];
    computer.tracks[1]?.dispatchEvent(new Event('ended'));
    void lens.start();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(computer.lights).toEqual([]);
    expect(computer.view).toMatchObject({ kind: 'failed', failure: { code: 'CAMERA-ABSENTE' } });
  });
});
