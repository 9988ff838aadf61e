import { lectureVitaleChannel } from '../../../../src/borders/site.ts';
import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { failure, type Failure } from '../../../../src/domain/failures/index.ts';
import type { ComponentRequest, JsonObject } from '../../../../src/domain/site/lecture-vitale.ts';
import { failed, success, type Result } from '../../../../src/domain/result.ts';
import type { Logger } from '../../../../src/main/base/log.ts';
import { attachLectureVitaleBridge } from '../../../../src/main/site/lecture-vitale-bridge.ts';

const ORIGIN = 'https://wps.exemple.fr';

type Handler = (event: unknown, text: unknown) => Promise<unknown>;

/** As much of a page as the bridge touches. */
class FakeContents extends EventEmitter {
  readonly mainFrame = { origin: ORIGIN };
  handler: Handler | undefined;
  readonly ipc = {
    handle: (channel: string, handler: Handler): void => {
      expect(channel).toBe(lectureVitaleChannel);
      this.handler = handler;
    },
  };

  send(text: unknown, senderFrame: unknown = this.mainFrame): Promise<unknown> {
    return this.handler!({ senderFrame }, text);
  }
}

let contents: FakeContents;
let asked: { request: ComponentRequest; wanted: AbortSignal }[];
let answer: () => Promise<Result<JsonObject>>;
let failures: Failure[];
let logged: unknown[];

beforeEach(() => {
  contents = new FakeContents();
  asked = [];
  failures = [];
  logged = [];
  answer = () => Promise.resolve(success({ flux: 'secret' }));
  const log = { warn: vi.fn((...entry: unknown[]) => logged.push(entry)) } as unknown as Logger;
  attachLectureVitaleBridge(
    contents as unknown as WebContents,
    {
      origin: ORIGIN,
      ask: (request, wanted) => {
        asked.push({ request, wanted });
        return answer();
      },
      onFailure: (reason) => failures.push(reason),
    },
    log,
  );
});

const VITALE = JSON.stringify({ service: 'vitale', parametre: 'privé' });

test('a message of the site’s main frame is carried, its answer comes back', async () => {
  expect(await contents.send(VITALE)).toEqual({ flux: 'secret', dest_host: 'vitale' });
  expect(asked.map(({ request }) => request)).toEqual([
    {
      host: 'vitale',
      service: 'vitale',
      message: { service: 'vitale', parametre: 'privé', dest_host: 'vitale' },
    },
  ]);
  expect(logged).toEqual([]);
});

describe('refused without a word to the page', () => {
  test.each([
    ['another frame of the site', { origin: ORIGIN }],
    ['a frame that is gone', null],
  ])('%s', async (_, frame) => {
    expect(await contents.send(VITALE, frame)).toBeNull();
    expect(asked).toEqual([]);
  });

  test.each([
    'https://wallet.exemple.fr',
    'http://wps.exemple.fr',
    'https://wps.exemple.fr:444',
    'https://wps.exemple.fr.ailleurs.fr',
    'null',
    '',
  ])('a main frame of origin %j', async (origin) => {
    contents.mainFrame.origin = origin;
    expect(await contents.send(VITALE)).toBeNull();
    expect(asked).toEqual([]);
  });

  test.each([
    [undefined],
    [{ service: 'vitale' }],
    ['{'],
    ['null'],
    ['[]'],
    ['{"service":3}'],
    ['{"service":"vitale","dest_host":"autre"}'],
    [JSON.stringify({ service: 'vitale', gros: 'é'.repeat(600_000) })],
  ])('%.40j', async (message) => {
    expect(await contents.send(message)).toBeNull();
    expect(asked).toEqual([]);
  });

  test('and what is logged of it says nothing of its content', async () => {
    await contents.send('{"service":"","nir":"secret"}');
    expect(logged).not.toEqual([]);
    expect(JSON.stringify(logged)).not.toContain('secret');
  });
});

describe('without an answer', () => {
  test('the page gets FF00 with the reason, the practitioner is told when it was a reading', async () => {
    const reason = failure('SRVSVCNAM-ARRETE', { component: 'SrvSVCNAM' });
    answer = () => Promise.resolve(failed(reason));
    expect(await contents.send(VITALE)).toEqual({
      dest_host: 'vitale',
      type: 'error',
      error_code: 'FF00',
      service: 'vitale',
      error_message: 'Le composant SrvSVCNAM s’est arrêté avant de répondre.',
    });
    expect(failures).toEqual([reason]);
    expect(await contents.send('{"service":"version"}')).toMatchObject({ error_code: 'FF00' });
    expect(failures).toHaveLength(1);
    expect(logged).not.toEqual([]);
    expect(JSON.stringify(logged)).not.toContain('privé');
  });
});

describe('an answer never reaches another page than the one that asked', () => {
  test.each(['did-navigate', 'destroyed'])('after %s', async (event) => {
    let finish: (result: Result<JsonObject>) => void = () => undefined;
    answer = () => new Promise((resolve) => (finish = resolve));
    const waiting = contents.send(VITALE);
    expect(asked[0]!.wanted.aborted).toBe(false);
    contents.emit(event);
    expect(asked[0]!.wanted.aborted).toBe(true);
    finish(success({ flux: 'du patient précédent' }));
    expect(await waiting).toBeNull();
    answer = () => Promise.resolve(success({}));
    await contents.send(VITALE);
    expect(asked[1]!.wanted.aborted).toBe(false);
  });

  test('nor is the practitioner bothered with the failure of one that has gone', async () => {
    answer = () => {
      contents.emit('did-navigate');
      return Promise.resolve(failed(failure('SRVSVCNAM-ARRETE', { component: 'SrvSVCNAM' })));
    };
    expect(await contents.send(VITALE)).toBeNull();
    expect(failures).toEqual([]);
  });
});
