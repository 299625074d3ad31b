import { restore } from '../restore.ts'
import { aScene } from './scene.ts'

// A restore for the tests to kill.
const [dataDir = '', rootSecretFile = '', file = ''] = process.argv.slice(2)
await restore(aScene({ DATA_DIR: dataDir, ROOT_SECRET_FILE: rootSecretFile }).scene, file)
