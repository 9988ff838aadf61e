import { describe, expect, it, vi } from 'vitest';
import { failure } from '../../../../src/domain/failures/index.ts';
import { failed, success } from '../../../../src/domain/result.ts';
import { SettingsEditor } from '../../../../src/main/settings/editor.ts';
import type { SettingsStore } from '../../../../src/main/settings/store.ts';

const REFUSED = failure('CONFIG-INVALIDE', {
  key: 'webPs.trustedCaFile',
  setting: 'Autorité de certification de test',
  reason: 'refusée en production',
});

function editorOver(accepts: boolean): { editor: SettingsEditor; told: () => number } {
  const onRefused = vi.fn();
  const answer = accepts ? success(undefined) : failed(REFUSED);
  const store = {
    set: () => Promise.resolve(answer),
    reset: () => Promise.resolve(success(undefined)),
  } as unknown as SettingsStore;
  return { editor: new SettingsEditor(store, onRefused), told: () => onRefused.mock.calls.length };
}

describe('what a window asks to change', () => {
  it('names the file that was chosen and refused, without its folders', async () => {
    const { editor, told } = editorOver(false);
    await editor.setFile('webPs.trustedCaFile', '/home/cabinet/autorite.pem');
    expect(editor.refused).toEqual({ key: 'webPs.trustedCaFile', failure: REFUSED, file: 'autorite.pem' });
    expect(told()).toBe(1);
  });

  it('forgets a refusal with the next change', async () => {
    const { editor } = editorOver(false);
    await editor.set('zoom', 7);
    expect(editor.refused).toEqual({ key: 'zoom', failure: REFUSED });
    await editor.reset('zoom');
    expect(editor.refused).toBeNull();
  });

  it('says nothing of what was accepted', async () => {
    const { editor, told } = editorOver(true);
    await editor.setFile('cards.cryptolib', '/usr/lib/cryptolib.so');
    expect(editor.refused).toBeNull();
    expect(told()).toBe(0);
  });
});
