/** Rules for tests that oxlint does not have. It loads this file: `jsPlugins` in .oxlintrc.json. */

interface Node {
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
  readonly callee?: Node;
  readonly property?: Node;
  readonly imported?: Node;
  readonly source?: Node;
  readonly argument?: Node;
  readonly arguments?: readonly Node[];
  readonly specifiers?: readonly Node[];
}

interface Rule {
  readonly create: (context: {
    report(fault: { readonly node: Node; readonly message: string }): void;
  }) => Readonly<Record<string, (node: Node) => void>>;
}

/** `it.skipIf(true)` is `it.skip` under another name. */
const noConstantSkip: Rule = {
  create: (context) => ({
    CallExpression: ({ callee, arguments: [condition] = [] }) => {
      if (!/^(?:skipIf|runIf)$/.test(callee?.property?.name ?? '') || !condition) return;
      if (condition.type === 'Literal' || condition.argument?.type === 'Literal')
        context.report({ node: condition, message: 'Nothing decides here whether the test runs.' });
    },
  }),
};

const patience = 'Pass a clock in, or wait for what happens: expect.poll.';

/** A test that waits for time is slow, and fails where a machine is slower. */
const noRealSleep: Rule = {
  create: (context) => ({
    CallExpression: (node) => {
      const [, delay] = node.arguments ?? [];
      if (/^set(?:Timeout|Interval)$/.test(node.callee?.name ?? '') && delay && delay.value !== 0)
        context.report({ node, message: patience });
    },
    ImportDeclaration: ({ source, specifiers = [] }) => {
      if (!/^(?:node:)?timers\/promises$/.test(String(source?.value))) return;
      for (const node of specifiers)
        if (node.imported?.name !== 'setImmediate') context.report({ node, message: patience });
    },
  }),
};

const plugin: { readonly meta: object; readonly rules: Readonly<Record<string, Rule>> } = {
  meta: { name: 'tests' },
  rules: { 'no-constant-skip': noConstantSkip, 'no-real-sleep': noRealSleep },
};

export default plugin;
