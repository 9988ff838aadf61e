import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FindInPage } from '../../../../src/main/visit/find-in-page.ts';

class Contents extends EventEmitter {
  readonly findInPage = vi.fn();
  readonly stopFindInPage = vi.fn();
  readonly isDestroyed = (): boolean => false;

  finds(matches: number): void {
    this.emit('found-in-page', {}, { matches, activeMatchOrdinal: 1 });
  }
}

const onChange = vi.fn();
let site: Contents;
let document: Contents;
let find: FindInPage;
const as = (contents: Contents): WebContents => contents as unknown as WebContents;

beforeEach(() => {
  onChange.mockClear();
  site = new Contents();
  document = new Contents();
  find = new FindInPage(onChange);
  find.attach(as(site));
});

describe('the bar, when a document comes over the page', () => {
  it('stays, where somebody is in it: the document is looked in from now on, for the same words', () => {
    find.open();
    find.search('glycémie', true);
    site.finds(3);
    find.attachDocument(as(document), true);
    expect(find.shown).toEqual({ asked: 1, matches: 0, current: 0 });
    expect(site.stopFindInPage).toHaveBeenCalled();
    document.emit('did-stop-loading');
    expect(document.findInPage).toHaveBeenCalledExactlyOnceWith('glycémie', { findNext: true });
    document.finds(1);
    site.finds(3);
    expect(find.shown).toMatchObject({ matches: 1 });
  });

  it('is not taken away by the document’s own coming, but by another page of the site', () => {
    find.attachDocument(as(document), false);
    find.open();
    document.emit('did-navigate');
    find.pageChanged(as(site));
    expect(find.shown).not.toBeNull();
    find.lookIn(as(site));
    find.open();
    find.pageChanged(as(site));
    expect(find.shown).toBeNull();
  });

  it('goes, where nobody is in it, and looks for nothing in the document', () => {
    find.open();
    find.search('glycémie', true);
    find.attachDocument(as(document), false);
    expect(find.shown).toBeNull();
    document.emit('did-stop-loading');
    expect(document.findInPage).not.toHaveBeenCalled();
  });

  it('looks again for words that were typed before the viewer was there', () => {
    find.attachDocument(as(document), false);
    find.open();
    document.emit('did-stop-loading');
    find.search('glycémie', true);
    document.emit('did-stop-loading');
    expect(document.findInPage.mock.calls).toEqual([
      ['glycémie', { forward: true, findNext: true }],
      ['glycémie', { findNext: true }],
    ]);
  });
});
