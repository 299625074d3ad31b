import { Notice } from '../../../ui/notice.tsx'
import { fileWordsOf } from './file-words.ts'

/** For a file that was sent before the page was awake, or without scripts. */
export function FileFailure({ failed }: { failed: string }) {
  return <Notice tone="error" title={fileWordsOf(failed)} live />
}
