import { m } from '../../src/platform/words/words.ts'

export default function GalleryPage() {
  return (
    <main>
      <h1>{m.shell_product()}</h1>
      <p>{m.shell_tagline()}</p>
    </main>
  )
}
