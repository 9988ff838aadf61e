/** SrvSVCNAM and DiagAM: their manifests, and whether they answer. */
import type { Check, CheckWriter } from './check.ts';
import { defineControl } from './control.ts';
import type { ComponentFact } from './facts.ts';

export const COMPONENT_CONTROLS = [
  defineControl({
    id: 'components',
    section: 'srvsvcnam',
    title: 'SrvSVCNAM et DiagAM',
    needs: ['components'],
    judge: ({ components }, write) => components.map((fact) => judgeComponent(fact, write)),
  }),
];

function judgeComponent({ component, answer }: ComponentFact, write: CheckWriter): Check {
  const id = component.toLowerCase();
  if (answer.ok) {
    const version = answer.version === null ? 'répond' : `version ${answer.version}`;
    return write.good(id, component === 'DiagAM' ? 'DIAGAM-OK' : 'SRVSVCNAM-OK', `${component} ${version}`);
  }
  const { code } = answer.failure;
  const found = `${component}\u00a0: ${FOUND[code] ?? 'ne répond pas comme attendu'}`;
  // The site has its own search without it, and DiagAM is only one more way to diagnose.
  if (code === 'SRVSVCNAM-ABSENT')
    return (component === 'DiagAM' ? write.unknown : write.watch)(id, answer.failure, found);
  return write.fix(id, answer.failure, found);
}

const FOUND: Readonly<Record<string, string>> = {
  'SRVSVCNAM-ABSENT': 'non installé',
  'SRVSVCNAM-MUET': 'aucune réponse',
  'SRVSVCNAM-REFUSE': 'installé, mais n’accepte pas la demande',
  'SRVSVCNAM-MANIFESTE': 'déclaration non valable',
};
