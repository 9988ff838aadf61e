import { describe, expect, it } from 'vitest';
import { checkConfiguration } from '../../../../src/domain/settings/configuration.ts';
import { settingName } from '../../../../src/domain/settings/setting-name.ts';
import { describeFailure } from '../../../../src/domain/failures/index.ts';

describe('a setting is called as its window calls it', () => {
  it.each([
    ['webPs.cpx.hosts', 'Adresses du DMP avec une carte CPS'],
    ['webPs.cpx.hosts.1', 'Adresses du DMP avec une carte CPS'],
    ['locked.lockAfterMinutes', 'Fermer le dossier après verrouillage du poste'],
    ['defaults.webPs.answers.0', 'Réponses du site à reconnaître'],
  ])('%s', (key, name) => {
    expect(settingName(key)).toBe(name);
  });

  it.each([['lockAfterMinute'], ['locked.signin'], ['webPs'], ['constructor'], ['']])(
    'what no window shows keeps its own name: « %s »',
    (key) => {
      expect(settingName(key)).toBe(key);
    },
  );

  it('also where a value is refused, whose key is then left to the log and the report', () => {
    const refused = checkConfiguration({ webPs: { cpx: { hosts: ['http://a.example'] } } });
    if (refused.ok) throw new Error('it was taken');
    const { sentence } = describeFailure(refused.failure);
    expect(sentence).toContain('«\u00a0Adresses du DMP avec une carte CPS\u00a0»');
    expect(sentence).not.toContain('webPs');
    expect(refused.failure.detail?.key).toBe('webPs.cpx.hosts.0');
  });
});
