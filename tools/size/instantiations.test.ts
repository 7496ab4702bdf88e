import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeRepository } from '../test/repository.ts';
import { measureConsumer } from './instantiations.ts';

describe('the cost of types', () => {
  it('refuses a program whose types are expensive', () => {
    const folder = writeRepository({
      'app.ts': `type Count<N extends number, T extends 0[] = []> = T['length'] extends N ? T : Count<N, [...T, 0]>;
export const many: Count<600>['length'] = 600;`,
    });
    const { cost, faults } = measureConsumer(join(folder, 'app.ts'));
    expect(cost).toBeGreaterThan(500);
    expect(faults).toHaveLength(1);
  });

  it('measures next to nothing for a program that does next to nothing', () => {
    const folder = writeRepository({ 'app.ts': `export const one: number = 1;` });
    const { cost, faults } = measureConsumer(join(folder, 'app.ts'));
    expect(cost).toBeLessThan(20);
    expect(faults).toEqual([]);
  });

  it('refuses a program that does not compile', () => {
    const folder = writeRepository({ 'app.ts': `export const one: number = 'one';` });
    expect(measureConsumer(join(folder, 'app.ts')).faults[0]).toContain('does not compile');
  });
});
