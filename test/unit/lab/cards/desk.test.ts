import { describe, expect, it } from 'vitest';
import { createCardDesk } from '../../../lab/cards/desk.ts';
import { slotsOf } from '../../../lab/pcsc/desk-slots.ts';
import { createInProcessService } from '../../../lab/pcsc/in-process-service.ts';

function desk() {
  const service = createInProcessService(['Lecteur 1', 'Lecteur 2']);
  return { service, desk: createCardDesk(slotsOf(service)) };
}

describe('the card desk', () => {
  it('tells which card lies where, and says when that changes', async () => {
    const { desk: table } = desk();
    const seen: string[] = [];
    const stop = table.onChange((state) => seen.push(state.map(({ card }) => card ?? '-').join(' ')));
    await table.insert(0, 'claire');
    await table.insert(1, 'cps3');
    await table.insert(0, 'amadou');
    await table.remove(1);
    await table.remove(1);
    stop();
    await table.clear();
    expect(seen).toEqual(['claire -', 'claire cps3', '- cps3', 'amadou cps3', 'amadou -']);
    expect(table.state).toEqual([
      { name: 'Lecteur 1', card: null },
      { name: 'Lecteur 2', card: null },
    ]);
  });

  it('sees a card leave by itself', async () => {
    const { service, desk: table } = desk();
    await table.insert(0, 'arrachee');
    const connected = await service.connect('Lecteur 1');
    if (!connected.ok) throw new Error('not connected');
    for (let command = 0; command < 3; command += 1) {
      await connected.value.transmit(Uint8Array.of(0, 0xb0, 0x82, 0, 0));
    }
    expect(table.state[0]?.card).toBeNull();
  });

  it('refuses a reader that does not exist', async () => {
    await expect(desk().desk.insert(2, 'claire')).rejects.toThrow(RangeError);
  });
});
