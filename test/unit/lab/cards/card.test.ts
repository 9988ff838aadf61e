import { describe, expect, it } from 'vitest';
import { fromHex, plainCard, scripted, toHex, withStatus, type CardAnswer } from '../../../lab/cards/card.ts';

const COMMAND = fromHex('00 A4 00 00 02 3F 00');

function hexOf(answer: CardAnswer): string {
  return answer === 'pulled-out' ? answer : toHex(answer);
}

function talkingCard() {
  return { atr: fromHex('3B00'), respond: () => withStatus(fromHex('CAFE'), 0x9000), reset: () => undefined };
}

describe('scripted', () => {
  it('logs what was asked and answered', () => {
    const card = scripted(plainCard(fromHex('3B00')));
    card.respond(COMMAND);
    expect(card.log).toEqual([{ command: '00A40000023F00', response: '6D00' }]);
    card.clearLog();
    expect(card.log).toEqual([]);
  });

  it('gives a wrong status word at one command only', () => {
    const card = scripted(talkingCard(), { statusAt: { command: 2, sw: 0x6581 } });
    expect([1, 2, 3].map(() => hexOf(card.respond(COMMAND)))).toEqual(['CAFE9000', '6581', 'CAFE9000']);
  });

  it.each([0, 1, 3])('leaves after %i commands, and stays away', (commands) => {
    const card = scripted(talkingCard(), { pulledOutAfter: commands });
    const answers = [1, 2, 3, 4, 5].map(() => hexOf(card.respond(COMMAND)));
    expect(answers.filter((answer) => answer === 'CAFE9000')).toHaveLength(commands);
    expect(answers.slice(commands).every((answer) => answer === 'pulled-out')).toBe(true);
    expect(card.log.at(-1)?.response).toBeNull();
  });

  it('answers garbage that looks like success, the same at every run', () => {
    const answers = [1, 2].map(() => hexOf(scripted(talkingCard(), { garbageFrom: 1 }).respond(COMMAND)));
    expect(answers[0]).toBe(answers[1]);
    expect(answers[0]).toMatch(/^([0-9A-F]{2}){40}9000$/);
    expect(answers[0]).not.toContain('CAFE');
  });

  it('answers less than a status word', () => {
    expect(hexOf(scripted(talkingCard(), { stumpFrom: 1 }).respond(COMMAND))).toHaveLength(2);
  });

  it('counts commands across resets', () => {
    const card = scripted(talkingCard(), { statusAt: { command: 2, sw: 0x6a82 } });
    card.respond(COMMAND);
    card.reset();
    expect(hexOf(card.respond(COMMAND))).toBe('6A82');
  });
});

describe('fromHex', () => {
  it('refuses half a byte', () => {
    expect(() => fromHex('3B0')).toThrow();
    expect(toHex(fromHex('3b 00'))).toBe('3B00');
  });
});
