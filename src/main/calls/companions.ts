import type { Socket } from 'node:net';
import { COMPANION_GREETING } from '../../borders/holder.ts';
import { isHeldByThisUser } from './holder-address.ts';
import { knock, type Holder } from './holder.ts';
import { hear } from '../../system/guarded.ts';

/**
 * This user's programs in other sessions of the machine, as long as they run: each keeps a connection to every other
 * one's slot. They look at the same card readers (docs/deployment/postes-partages.md).
 */
export class Companions {
  readonly #slot: Holder;
  readonly #met = new Set<Socket>();

  private constructor(slot: Holder) {
    this.#slot = slot;
  }

  /** @param others where the programs of other sessions would listen */
  static async meet(slot: Holder, others: readonly string[]): Promise<Companions> {
    const companions = new Companions(slot);
    await Promise.all(others.map((address) => companions.#greet(address)));
    return companions;
  }

  /** Whether another one runs at this moment. */
  get any(): boolean {
    return this.#met.size > 0 || this.#slot.companions > 0;
  }

  stop(): void {
    for (const socket of this.#met) socket.destroy();
    this.#met.clear();
  }

  async #greet(address: string): Promise<void> {
    const socket = await knock(address);
    if (socket === null || socket === 'refused') return;
    if (!(await isHeldByThisUser(address))) {
      socket.destroy();
      return;
    }
    this.#met.add(socket);
    hear(socket).on('close', () => this.#met.delete(socket));
    socket.resume();
    socket.unref();
    socket.write(`${COMPANION_GREETING}\n`);
  }
}
