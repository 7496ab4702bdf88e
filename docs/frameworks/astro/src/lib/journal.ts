import { createMemoryJournal } from 'threads-sdk';

export const journal = createMemoryJournal(); // in production, one in your database
