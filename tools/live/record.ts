/**
 * Takes the answers of somebody's report into results.json, from which the guide is generated.
 *
 *     node --conditions=@threads-sdk/source tools/live/record.ts live-report.json
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { mergeReport, parseResults } from './results.ts';

const [report = 'live-report.json'] = process.argv.slice(2);
const file = new URL('results.json', import.meta.url);
const merged = mergeReport(parseResults(readFileSync(file, 'utf8')), readFileSync(report, 'utf8'));
writeFileSync(file, `${JSON.stringify(merged, undefined, 2)}\n`);
console.log('tools/live/results.json is up to date. Run ./run generate and commit both.');
