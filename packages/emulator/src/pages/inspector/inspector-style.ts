/** What only the request inspector needs of styles. */
export const inspectorStyle = `
.inspector { display: grid; gap: 1.25rem; grid-template-columns: minmax(0, 1fr); margin-top: 1rem; align-items: start; }
@media (min-width: 60rem) {
  .inspector { grid-template-columns: minmax(0, 1fr) 20rem; }
  .faults { position: sticky; top: 1rem; }
  .to-faults { display: none; }
}
.toolbar { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem; min-height: 2.25rem; }
.toolbar > :first-child { margin-right: auto; }
.toggle { display: flex; align-items: center; gap: 0.5rem; cursor: pointer; }
.toggle input { width: 1.125rem; height: 1.125rem; margin: 0; accent-color: var(--link); }
.button.small { flex: none; min-height: 2.25rem; padding: 0.25rem 0.875rem; border-radius: 2rem; font-size: 0.875rem; }

#requests:empty, #requests:not(:empty) ~ .when-empty { display: none; }
.inspector:has(#failed-only:checked) .request:not(.failed) { display: none; }
.request { display: grid; grid-template-columns: 3.25rem minmax(0, 1fr); gap: 0 0.5rem; padding: 0.875rem 1.25rem; }
.request-body { display: grid; gap: 0.25rem; grid-template-columns: minmax(0, 1fr); }
.request-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.625rem; overflow-wrap: anywhere; }
.request time { color: var(--muted); font-size: 0.875rem; margin-left: auto; }
.request summary { cursor: pointer; width: fit-content; padding: 0.125rem 0; }
.request .status { font-variant-numeric: tabular-nums; font-weight: 650; }
.status.good { color: var(--good); } .status.bad { color: var(--bad); }
.error-note {
  display: grid; gap: 0.25rem; margin-block: 0.375rem; padding: 0.625rem 0.875rem; font-size: 0.875rem;
  background: var(--sunken); border-left: 3px solid var(--bad); border-radius: 0.25rem 0.625rem 0.625rem 0.25rem; overflow-wrap: anywhere;
}
.parameters { display: grid; grid-template-columns: fit-content(50%) minmax(0, 1fr); gap: 0.125rem 0.75rem; padding: 0.25rem 0; }
.answer {
  margin: 0.25rem 0; padding: 0.75rem; max-height: 22rem; overflow: auto; background: var(--sunken); border-radius: 0.625rem;
  white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.45;
}
@media (prefers-reduced-motion: no-preference) {
  .request.new { animation: arrive 1.2s ease-out; }
  @keyframes arrive { from { background: var(--bar); } }
}

.field { display: grid; gap: 0.25rem; font-size: 0.875rem; font-weight: 650; }
.field select {
  font: inherit; font-size: 1rem; font-weight: 400; width: 100%; min-height: 2.75rem; padding: 0.375rem 0.625rem;
  color: var(--text); background: var(--card); border: 1px solid var(--line-strong); border-radius: 0.625rem;
}
.planned > li { border-top: 1px solid var(--line); padding-block: 0.75rem; }
.planned > li:last-child { padding-bottom: 0; }
.planned form { display: flex; justify-content: space-between; align-items: center; gap: 0.75rem; overflow-wrap: anywhere; }
@media (max-width: 26rem) { .request { padding-inline: 1rem; grid-template-columns: 2.75rem minmax(0, 1fr); } .request time { margin-left: 0; } .request .status { font-size: 0.875rem; } }
`;
