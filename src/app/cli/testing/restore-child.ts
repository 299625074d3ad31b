import { Duplex, Readable } from 'node:stream'
import { restore } from '../restore.ts'
import { aScene } from './scene.ts'

// A restore for the tests to kill: it stands still after so many bytes, and says so.
const [dataDir = '', rootSecretFile = '', file = '', bytes = ''] = process.argv.slice(2)
const { scene } = aScene({ DATA_DIR: dataDir, ROOT_SECRET_FILE: rootSecretFile })

async function* standStill(pieces: AsyncIterable<Buffer>) {
  let passed = 0
  for await (const piece of pieces) {
    yield piece
    passed += piece.length
    if (passed < Number(bytes)) continue
    process.stdout.write('still\n')
    await new Promise((resolve) => setTimeout(resolve, 60_000))
  }
}

const open = (passphrase: string) => {
  const opening = scene.open(passphrase)
  return Duplex.from({ writable: opening, readable: Readable.from(standStill(opening)) })
}
await restore({ ...scene, open }, file)
