/**
 * Stands in for the package `vitest` in the bundles that run on Windows Node: the same test functions and matchers,
 * without the part that starts processes and reads sources, which Wine could not give what it needs.
 */
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  customMatchers,
  getState,
  GLOBAL_EXPECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
  type ExpectStatic,
} from '@vitest/expect';
import { getCurrentTest, onTestFinished } from '@vitest/runner';
import { fn, spyOn } from '@vitest/spy';

export {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  it,
  onTestFinished,
  test,
} from '@vitest/runner';

/** Goes with the test that has set it. */
const stubEnv = (name: string, value: string): void => {
  const before = process.env[name];
  process.env[name] = value;
  onTestFinished(() => {
    if (before === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = before;
  });
};

export const vi = { fn, spyOn, stubEnv };

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

export const expect = ((value: unknown, message?: string) => {
  setState({ assertionCalls: getState(expect).assertionCalls + 1 }, expect);
  const assertion = chai.expect(value, message) as unknown as { withTest(test: unknown): unknown };
  const test = getCurrentTest();
  return test === undefined ? assertion : assertion.withTest(test);
}) as unknown as ExpectStatic;

const asymmetric: unknown = Reflect.get(globalThis, ASYMMETRIC_MATCHERS_OBJECT);
Object.assign(expect, chai.expect, asymmetric, {
  getState: () => getState(expect),
  setState: (state: object) => {
    setState(state, expect);
  },
  extend: (matchers: unknown) => {
    (chai.expect as unknown as { extend(on: unknown, matchers: unknown): void }).extend(expect, matchers);
  },
});
setState(
  {
    assertionCalls: 0,
    isExpectingAssertions: false,
    isExpectingAssertionsError: null,
    expectedAssertionsNumber: null,
    expectedAssertionsNumberErrorGen: null,
  },
  expect,
);
Reflect.set(globalThis, GLOBAL_EXPECT, expect);
expect.extend(customMatchers);
