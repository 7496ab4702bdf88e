export { createFolderStorage, type FolderStorageOptions } from './folder-storage.ts';
export { openFile } from './open-file.ts';
