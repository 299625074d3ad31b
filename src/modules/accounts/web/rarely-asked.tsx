/** What the dialog for confirming again shows now and then: one file, fetched when the first of it is shown. */
export { AgainByDirectory } from './again-by-directory.tsx'
export { KeyButton } from './key-button.tsx'
export { SampleFilled } from './sample-filled.tsx'
