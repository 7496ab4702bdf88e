import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Draft } from './draft';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root.');
createRoot(root).render(
  <StrictMode>
    <Draft />
  </StrictMode>,
);
