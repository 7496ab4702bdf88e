/** A process that counts under a key of the journal in SQLite, as others do; `journals.test.ts` starts them. */
import { argv } from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { createSqliteJournal } from '../examples/journals/sqlite.ts';

if (import.meta.main) {
  const [, , file = '', times = '0'] = argv;
  for (let counted = 0; counted < Number(times);) {
    const database = new DatabaseSync(file);
    const journal = createSqliteJournal(database);
    const before = await journal.get('count');
    if (await journal.compareAndSet?.('count', String(Number(before ?? 0) + 1), before)) counted += 1;
    database.close();
  }
}
