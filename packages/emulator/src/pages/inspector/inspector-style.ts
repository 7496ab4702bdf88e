/** What only the pages of the inspector need of styles. */
export const inspectorStyle = `
.toolbar { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.5rem 1rem; min-height: 2.25rem; }
.toggle { display: flex; align-items: center; gap: 0.5rem; cursor: pointer; }
.toggle input { width: 1.125rem; height: 1.125rem; margin: 0; accent-color: var(--link); }
.tool-columns { display: grid; gap: 1.25rem; grid-template-columns: minmax(0, 1fr); align-items: start; }
@media (min-width: 60rem) {
  .tool-columns { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .tool-columns.first-wide { grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); }
}
.filter { display: grid; gap: 0.75rem; padding: 1rem 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(7.5rem, 100%), 1fr)); align-items: end; margin-bottom: 1rem; }
.wide-field { grid-column: 1 / -1; }
.filter-buttons { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 1rem; min-height: 2.625rem; white-space: nowrap; }
html:not(.scripted) .only-scripted { display: none; }

.request { display: grid; grid-template-columns: 3.25rem minmax(0, 1fr); gap: 0 0.5rem; padding: 0.875rem 1.25rem; }
.request-body { display: grid; gap: 0.25rem; grid-template-columns: minmax(0, 1fr); }
.request-head, .entry-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.625rem; overflow-wrap: anywhere; }
:is(.request-head, .entry-head) time { color: var(--muted); font-size: 0.875rem; margin-left: auto; }
.folds { display: flex; flex-wrap: wrap; gap: 0 1rem; }
.folds > details[open] { flex-basis: 100%; min-width: 0; }
.folds summary { cursor: pointer; width: fit-content; padding: 0.125rem 0; }
.status { font-variant-numeric: tabular-nums; font-weight: 650; }
.good { color: var(--good); } .status.bad, .state.bad { color: var(--bad); }
.error-note {
  display: grid; gap: 0.25rem; margin-block: 0.375rem; padding: 0.625rem 0.875rem; font-size: 0.875rem;
  background: var(--sunken); border-left: 3px solid var(--bad); border-radius: 0.25rem 0.625rem 0.625rem 0.25rem; overflow-wrap: anywhere;
}
.parameters, .facts { display: grid; grid-template-columns: fit-content(50%) minmax(0, 1fr); gap: 0.125rem 0.75rem; padding: 0.25rem 0; }
.facts { gap: 0.5rem 1.25rem; overflow-wrap: anywhere; }
.facts dt { color: var(--muted); }
.answer {
  margin: 0.25rem 0; padding: 0.75rem; max-height: 22rem; overflow: auto; background: var(--sunken); border-radius: 0.625rem;
  white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.45;
}
.again { display: grid; gap: 0.5rem; padding: 0.375rem 0; grid-template-columns: minmax(0, 1fr); }
.copied { display: grid; gap: 0.25rem; justify-items: start; grid-template-columns: minmax(0, 1fr); }
.copied .answer { width: 100%; margin: 0; }
@media (prefers-reduced-motion: no-preference) {
  .request.new { animation: arrive 1.2s ease-out; }
  @keyframes arrive { from { background: var(--bar); } }
}

.entry { display: grid; gap: 0.375rem; padding: 0.875rem 1.25rem; grid-template-columns: minmax(0, 1fr); overflow-wrap: anywhere; }
.state { font-size: 0.8125rem; font-weight: 700; letter-spacing: 0.02em; }
.excerpt { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
.attempts { display: grid; gap: 0.125rem; }
.attempts:empty { display: none; }
.steps { display: grid; gap: 0.5rem; }
.steps li { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.75rem; }
.steps .button { min-width: 6.25rem; padding-inline: 0.75rem; }
.steps-row, .switches { display: flex; flex-wrap: wrap; gap: 0.5rem 1.25rem; }
.big-time { font-size: 1.5rem; font-weight: 700; letter-spacing: -0.015em; font-variant-numeric: tabular-nums; }
.fault-groups { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr)); align-items: start; }
.fault-fields { display: none; padding: 0 1rem 0.875rem 3rem; }
.after-card { margin-top: 1rem; }
.fault-kind:has(input[type="radio"]:checked) { background: var(--sunken); }
.fault-kind:has(input[type="radio"]:checked) .fault-fields { display: grid; }
.planned-fault { display: flex; justify-content: space-between; align-items: center; gap: 0.75rem; }
.tiles { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr)); margin-bottom: 1.25rem; }
.tile { display: grid; gap: 0.375rem; align-content: start; height: 100%; padding: 1.125rem 1.25rem; color: inherit; text-decoration: none; }
.tile:hover { border-color: var(--line-strong); }
.tile-title { display: flex; align-items: center; gap: 0.625rem; font-weight: 650; }
@media (max-width: 30rem) {
  .request { padding-inline: 0.875rem; grid-template-columns: 2.75rem minmax(0, 1fr); }
  :is(.request-head, .entry-head) time { margin-left: 0; flex-basis: 100%; }
  .request .status { font-size: 0.875rem; }
  .entry, .filter { padding-inline: 0.875rem; }
  .fault-fields { padding-left: 1rem; }
}
`;
