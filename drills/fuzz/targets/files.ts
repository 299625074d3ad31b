import { fileTypeFromBuffer } from 'file-type'
import { fileName } from '../../../src/modules/cases/file-name.ts'
import { releasedName } from '../../../src/platform/documents/released-file.ts'
import { bytesLike, textLike } from '../mutate.ts'
import { must, type Target, target } from '../target.ts'

/** Names and first bytes of what somebody sends us. (Whole files: the drill of the uploads.) */
export async function fileTargets(): Promise<Target[]> {
  return [names(), types()]
}

function names(): Target {
  const samples = [
    '\u5199\u771f.jpg',
    '..\\..\\etc\\passwd',
    'a.exe\u202egpj.pdf',
    'C:\\x\\y.png',
    `${'a'.repeat(300)}.pdf`,
  ]
  return target<string>({
    name: 'file-names',
    of: ['src/modules/cases/file-name.ts', 'src/platform/documents/released-file.ts'],
    make: (random) => textLike(random, samples),
    read(given) {
      const name = fileName(given)
      must(name !== '' && [...name].length <= 200 && !/[\\/\p{Cc}]/u.test(name), 'a name that is none')
      must(/^[\x21-\x7e]+$/.test(releasedName(given)), 'a header that breaks')
    },
  })
}

function types(): Target {
  const heads = [
    '89504e470d0a1a0a0000000d49484452',
    'ffd8ffe000104a4649460001',
    '52494646ffffffff574542505650382000000000',
    '0000001866747970686569630000000068656963',
    '255044462d312e37',
    '504b03041400060008000000210000000000',
    '49492a0008000000',
    '1f8b0800',
    'd0cf11e0a1b11ae1',
    '4f67675300020000',
    '3082',
    '1a45dfa3',
    '000000206674797061766966',
  ].map((hex) => Buffer.concat([Buffer.from(hex, 'hex'), Buffer.alloc(80)]))
  return target<Uint8Array>({
    name: 'file-types',
    of: ['src/modules/cases/picture-child.ts'],
    make: (random) => bytesLike(random, heads, 600),
    async read(bytes) {
      const found = await fileTypeFromBuffer(Uint8Array.from(bytes))
      must(found === undefined || /^[a-z]+\/[\w.+-]+$/.test(found.mime), 'a type of no form')
    },
  })
}
