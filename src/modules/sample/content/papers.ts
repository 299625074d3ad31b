import sharp from 'sharp'

interface Paper {
  name: string
  note: string
  type: 'application/pdf' | 'image/webp'
}

/** What people bring along; every one says of itself that it is a sample. */
export const papers: readonly Paper[] = [
  { name: '保護命令の写し（見本）.pdf', note: '窓口で原本を見て写しを取った。', type: 'application/pdf' },
  { name: '戸籍謄本（見本）.pdf', note: '離婚の手続きのため。', type: 'application/pdf' },
  { name: '賃貸借契約書（見本）.pdf', note: '退去の時期を確かめるため預かった。', type: 'application/pdf' },
  { name: 'けがの写真（見本）.webp', note: 'ご本人が撮ったもの。受診の前日。', type: 'image/webp' },
  { name: '届いた手紙（見本）.webp', note: '差出人は書かれていない。', type: 'image/webp' },
]

/** A page with one word on it, as any reader opens it. */
function samplePdf(): Uint8Array {
  const drawing = 'BT /F1 48 Tf 180 420 Td (SAMPLE) Tj ET'
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${drawing.length}>>stream\n${drawing}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ]
  let text = '%PDF-1.4\n'
  const places = objects.map((object, index) => {
    const place = text.length
    text += `${index + 1} 0 obj${object}endobj\n`
    return `${String(place).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 6\n0000000000 65535 f \n${places.join('')}`
  return Buffer.from(`${text}${table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`)
}

/** A sheet with lines on it, seen from far: nothing that could be read. */
function samplePicture(): Promise<Uint8Array> {
  const lines = Array.from(
    { length: 14 },
    (_, row) =>
      `<rect x="60" y="${70 + row * 38}" width="${300 + ((row * 73) % 130)}" height="9" fill="#9aa4b2"/>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="720"><rect width="600" height="720" fill="#dfe3e8"/><rect x="30" y="30" width="540" height="660" fill="#fff"/>${lines.join('')}</svg>`
  return sharp(Buffer.from(svg)).webp().toBuffer()
}

let picture: Promise<Uint8Array> | undefined

export function contentOf({ type }: Paper): Promise<Uint8Array> {
  if (type === 'application/pdf') return Promise.resolve(samplePdf())
  picture ??= samplePicture()
  return picture
}
