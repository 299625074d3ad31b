import { expect, test } from 'vitest'
import { likelyDwellings, likelyPlaces, unconfirmedPlaces } from './likely-places.ts'

const texts = (text: string) => likelyPlaces(text).map((place) => place.text)

test('what gives away a place is asked about, each once', () => {
  expect(texts('長女は「さくら保育園」、母は北駅前クリニックに通院。０９０－００００－１２３４へ')).toEqual(
    expect.arrayContaining(['さくら保育園', '北駅前クリニック', '090-0000-1234']),
  )
  expect(texts('架空市中央町2丁目3-4 みどりハイツ201号室')).toEqual(
    expect.arrayContaining(['架空市中央町2丁目3-4', 'みどりハイツ', 'ハイツ201号室']),
  )
  expect(texts('株式会社架空商事の上尾駅前支店')).toHaveLength(3)
  expect(texts('連絡は kari@example.jp へ。〒000-0000')).toEqual(
    expect.arrayContaining(['kari@example.jp', '〒000-0000']),
  )
})

test('ordinary sentences pass without a question', () => {
  expect(texts('保育の空き状況と、申請に必要な書類を教えてください。面談に同席をお願いします。')).toEqual([])
  expect(texts('近くの病院に行けるか、本人の希望を聞いてください。')).toEqual([])
})

test('what was confirmed is not asked again', () => {
  const all = ['さくら保育園に連絡', '電話は 03-0000-0000']
  expect(unconfirmedPlaces(all, ['さくら保育園']).map((place) => place.text)).toEqual(['03-0000-0000'])
})

test('of the places, those that say where somebody lives', () => {
  const dwellings = (text: string) => likelyDwellings(text).map((place) => place.text)
  expect(dwellings('架空市中央町2丁目3-4、さくら保育園そば、みどりハイツ')).toEqual(
    expect.arrayContaining(['架空市中央町2丁目3-4', 'みどりハイツ']),
  )
  expect(dwellings('中央町2ー3ー4')).toEqual(['中央町2-3-4'])
  expect(dwellings('2ー3ー4')).toEqual(['2-3-4'])
  expect(dwellings('https://example.jp/を見た。架空市中央町2丁目')).toEqual(['架空市中央町2丁目'])
  expect(dwellings('見本町三番')).toEqual(['見本町三番'])
  expect(dwellings('見本町一番')).toEqual(['見本町一番'])
  expect(dwellings('架空市みどり町のうみかぜ荘、見本町県営住宅')).toEqual([
    '架空市みどり町',
    'うみかぜ荘',
    '見本町県営住宅',
  ])
  expect(
    dwellings(
      '社員寮のある仕事に就き、入寮した。市区町村の窓口、架空市役所の町会、シェアハウス、県営住宅の申込',
    ),
  ).toEqual([])
  for (const one of ['本町2-15の205', 'いわき市平字田町', 'さいたま市見沼区東大宮', '大字七本木123'])
    expect(dwellings(`${one}に住む`)).toEqual([one])
  expect(dwellings('みどりマン\u00adション')).toEqual(['みどりマンション'])
  expect(
    dwellings('架空市福祉課の中村です。蕨市の木村さん、戸田市こども家庭課木村、川口市から来た町田さん'),
  ).toEqual([])
  expect(dwellings('2026-11-30の朝一番に、12番の窓口へ。さくら保育園、03-0000-0000')).toEqual([])
})
