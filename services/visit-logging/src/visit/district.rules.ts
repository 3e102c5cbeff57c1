/** Two numbers with decimals, wherever they stand, or one in degrees: where a home is on the map. */
const COORDINATES = /\d\.\d.*?\D\d+\.\d|\d\s*°/su;

const STREET = 'road|rd|street|st|avenue|ave|lane|ln|boulevard|blvd|drive|alley|hutong|lu|jie|xiang|dadao';
/** How house numbers are written: with their own word, behind a street, or before one. */
const HOUSES: readonly RegExp[] = [
  // 建国路88号, 3号楼2单元301室; but 10号线 is a line of the metro.
  /\d\s*(?:[号號](?!线|線)|弄|栋|棟|幢|室|单元|單元)/u,
  // 建国路八十八号; a street of its own name as 第五大道 has none.
  /(?:路|街|巷|弄|道|胡同)\s*[一二三四五六七八九十百零〇]+\s*(?:[号號](?!线|線)|弄)/u,
  // 建国路88; 街道 is a part of a district.
  /(?:路|街(?!道)|巷|大道|胡同)\s*\d/u,
  // 88 Jianguo Road, No. 88-2 Jianguo Rd
  new RegExp(`\\b\\d+[a-z]?,?\\s+(?:[\\p{L}'’.-]+\\s+){1,4}(?:${STREET})\\b`, 'iu'),
  // Jianguo Road 88, Jianguo Rd. No. 88
  new RegExp(`\\b(?:${STREET})\\b\\.?,?\\s*(?:no\\.?\\s*|#\\s*)?\\d`, 'iu'),
];

/** A text says more than the district of a town: coordinates, or a street with a house number. */
export function isCloserThanDistrict(text: string): boolean {
  // Full-width digits and signs are the same ones.
  const plain = text.normalize('NFKC');
  return COORDINATES.test(plain) || HOUSES.some((house) => house.test(plain));
}
