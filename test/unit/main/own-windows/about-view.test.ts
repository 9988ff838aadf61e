import { describe, expect, it } from 'vitest';
import { makeNotices } from '../../../../scripts/notices.mjs';
import { engineBelow, textOf } from '../../../../src/main/own-windows/about-view.ts';

describe('the engine', () => {
  it('is told to be old only under a minimum that is known', () => {
    expect(engineBelow('130.0.6723.137', 140)).toBe(140);
    expect(engineBelow('140.0.1.2', 140)).toBeNull();
    expect(engineBelow('130.0.6723.137', null)).toBeNull();
  });
});

describe('the licences, as words', () => {
  it('are the page’s own, without its marks', () => {
    expect(
      textOf(
        '<!doctype html><html><head><title>x</title></head><body><h1>Licences</h1><section><h2>a 1.0</h2><p>Licence : MIT</p><pre>&lt;&amp;&gt; &quot;as is&quot; &amp;lt;</pre></section></body></html>',
      ),
    ).toBe('Licences\na 1.0\nLicence : MIT\n<&> "as is" &lt;');
  });

  it('lose nothing of the page that is packed', async () => {
    const text = textOf(await makeNotices());
    for (const name of ['Electron', 'koffi ', 'preact ', 'zod ']) expect(text).toContain(name);
    expect(text).toContain('THE SOFTWARE IS PROVIDED "AS IS"');
    expect(text).not.toMatch(/<\/?(?:h\d|p|pre|section|body|html)>/);
  }, 60_000);
});
