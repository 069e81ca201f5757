/** The ways of hiding text on a page, each with what it looks like when it is honest. */
import { page, picture, SECRET, show, VISIBLE, type PageOptions } from './make.ts';

export interface Technique { readonly name: string; readonly file: Uint8Array }

const one = (name: string, content: string, options: PageOptions = {}): Technique => ({ name, file: page(content, options) });

const IMAGE = { resources: '/XObject<</Im 6 0 R>>' };
const SCAN = { ...IMAGE, more: [picture(true)] };
const BLANK = { ...IMAGE, more: [picture(false)] };
const FULL_IMAGE = 'q 595 0 0 842 0 0 cm /Im Do Q\n';
const layer = (off: boolean): PageOptions => ({
  resources: '/Properties<</L 6 0 R>>', more: [{ value: '<</Type/OCG/Name(Layer)>>' }], catalog: `/OCProperties<</OCGs[6 0 R]/D<</ON[${off ? '' : '6 0 R'}]/OFF[${off ? '6 0 R' : ''}]>>>>`,
});

/** Pages with text that a person can't see. */
export const HIDDEN: readonly Technique[] = [
  one('white on white', VISIBLE + `1 g ${show(SECRET)}`),
  one('white as RGB', VISIBLE + `1 1 1 rg ${show(SECRET)}`),
  one('white as CMYK', VISIBLE + `0 0 0 0 k ${show(SECRET)}`),
  one('nearly white', VISIBLE + `0.97 g ${show(SECRET)}`),
  one('black on a black bar', VISIBLE + `0 g 60 690 500 30 re f ${show(SECRET)}`),
  one('bar drawn by lines', VISIBLE + `0.2 0.3 0.4 rg 60 690 m 560 690 l 560 720 l 60 720 l h f ${show(SECRET)}`),
  one('white outlines', VISIBLE + `1 G ${show(SECRET, 72, 700, '1 Tr')}`),
  one('render mode 3', VISIBLE + show(SECRET, 72, 700, '3 Tr')),
  one('render mode 3 over a blank picture', FULL_IMAGE + VISIBLE + show(SECRET, 72, 700, '3 Tr'), BLANK),
  one('render mode 7 with nothing', VISIBLE + `q ${show(SECRET, 72, 700, '7 Tr')} Q`),
  one('half a point', VISIBLE + show(SECRET, 72, 700, '', 0.5)),
  one('tiny by its matrix', `${VISIBLE}BT /F1 12 Tf 0.04 0 0 0.04 72 700 Tm (${SECRET}) Tj ET`),
  one('tiny by the page matrix', `${VISIBLE}q 0.03 0 0 0.03 72 700 cm ${show(SECRET, 0, 0)} Q`),
  one('squeezed by scaling', VISIBLE + show(SECRET, 72, 700, '0.2 Tz')),
  one('off the page over a picture', `${VISIBLE}q 500 0 0 500 60 -600 cm /Im Do Q${show(SECRET, 72, -300)}`, SCAN),
  one('left of the page', VISIBLE + show(SECRET, -900, 700)),
  one('above the page', VISIBLE + show(SECRET, 72, 1400)),
  one('outside of the crop box', VISIBLE + show(SECRET, 72, 20), { page: '/CropBox[0 100 595 842]' }),
  one('clipped away', `${VISIBLE}q 0 0 10 10 re W n ${show(SECRET)} Q`),
  one('clipped by nothing', `${VISIBLE}q 0 0 0 0 re W n ${show(SECRET)} Q`),
  one('clipped by a form', `${VISIBLE}/Fm Do`, { resources: '/XObject<</Fm 6 0 R>>', more: [{ value: '<</Type/XObject/Subtype/Form/BBox[0 0 5 5]/Resources<</Font<</F1 5 0 R>>>>>>', stream: show(SECRET) }] }),
  one('under a white box', `${VISIBLE}0 g ${show(SECRET)}1 g 60 690 500 30 re f`),
  one('under a rounded box', `${VISIBLE}0 g ${show(SECRET)}0.8 g 50 680 m 560 680 l 570 680 570 740 560 740 c 50 740 l 40 740 40 680 50 680 c f`),
  one('under a blank picture', `${VISIBLE}${show(SECRET)}q 500 0 0 60 60 680 cm /Im Do Q`, BLANK),
  one('under strips', VISIBLE + show(SECRET) + Array.from({ length: 50 }, (_, i) => `1 g ${60 + i * 10} 690 11 30 re f`).join('\n')),
  one('transparent', `${VISIBLE}/G gs ${show(SECRET)}`, { resources: '/ExtGState<</G<</ca 0/CA 0>>>>' }),
  one('barely there', `${VISIBLE}/G gs ${show(SECRET)}`, { resources: '/ExtGState<</G<</ca 0.03>>>>' }),
  one('layer switched off', `${VISIBLE}/OC /L BDC ${show(SECRET)} EMC`, layer(true)),
  one('white glyph by glyph', VISIBLE + [...SECRET].map((c, i) => `1 g ${show(c, 72 + i * 7, 700)}`).join('')),
  one('blank glyphs', `${VISIBLE.replace('/F1', '/F2')}${show(SECRET)}`, {
    font: `<</Type/Font/Subtype/Type3/FontBBox[0 0 10 10]/FontMatrix[0.1 0 0 0.1 0 0]/FirstChar 32/LastChar 122/Widths[${'6 '.repeat(91)}]/Encoding<</Differences[32 ${'/b '.repeat(91)}]>>/CharProcs<</b 6 0 R>>/ToUnicode 7 0 R>>`,
    resources: '/Dummy 1',
    more: [{ value: '<<>>', stream: '6 0 0 0 10 10 d1' }, { value: '<<>>', stream: '1 begincodespacerange <20> <7a> endcodespacerange 1 beginbfrange <20> <7a> <0020> endbfrange' }],
  }),
];

/** Pages that are all to be seen, or repeat what is. */
export const HONEST: readonly Technique[] = [
  one('plain', VISIBLE + show(SECRET)),
  one('white on a bar', `${VISIBLE}0 0 0.5 rg 60 690 500 30 re f 1 g ${show(SECRET)}`),
  one('white on a wide line', `${VISIBLE}30 w 60 705 m 560 705 l S 1 g ${show(SECRET)}`),
  one('white on a polygon', `${VISIBLE}0 g 40 680 m 570 685 l 575 740 l 45 735 l f 1 g ${show(SECRET)}`),
  one('white on a dark picture', `q 595 0 0 842 0 0 cm /Im Do Q 1 g ${show(SECRET)}`, SCAN),
  one('white on a gradient', `q 60 690 500 30 re W n /S sh Q 1 g ${show(SECRET)}`, { resources: '/Shading<</S<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 595 0]/Extend[true true]/Function<</FunctionType 2/Domain[0 1]/C0[0 0 1]/C1[0 0 0.3]/N 1>>>>>>' }),
  one('light page, dark page', `0.1 g 0 0 595 842 re f 1 g ${show(SECRET)}`),
  one('unit font, scaled matrix', `BT /F1 1 Tf 12 0 0 12 72 700 Tm (${SECRET}) Tj ET`),
  one('scaled page', `0.1 0 0 0.1 0 0 cm ${show(SECRET, 720, 7000, '', 120)}`),
  one('upside down', `1 0 0 -1 0 842 cm BT /F1 12 Tf 1 0 0 -1 72 100 Tm (${SECRET}) Tj ET`),
  one('negative origin', show(SECRET, -400, -200), { mediaBox: '[-500 -300 95 542]' }),
  one('layer of a scan', FULL_IMAGE + show(SECRET, 72, 700, '3 Tr'), SCAN),
  one('layer below a scan', show(SECRET, 72, 700, '3 Tr') + FULL_IMAGE, SCAN),
  one('black text below a scan', show(SECRET) + FULL_IMAGE, SCAN),
  one('layer of a scan in strips', Array.from({ length: 8 }, (_, i) => `q 595 0 0 106 0 ${i * 105} cm /Im Do Q`).join('\n') + show(SECRET, 72, 700, '3 Tr'), SCAN),
  one('layer of a scan in a form', `/Fm Do ${show(SECRET, 72, 700, '3 Tr')}`, { resources: '/XObject<</Fm 7 0 R>>', more: [picture(true), { value: '<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</Im 6 0 R>>>>>>', stream: FULL_IMAGE }] }),
  one('filled by a picture', `q ${show(SECRET, 72, 700, '7 Tr')} ${FULL_IMAGE} Q`, SCAN),
  one('layer switched on', `/OC /L BDC ${show(SECRET)} EMC`, layer(false)),
  one('watermark', `/G gs 0.5 g ${show(SECRET)}`, { resources: '/ExtGState<</G<</ca 0.3>>>>' }),
  one('shadow below the same words', `0.9 g ${show(SECRET, 73, 699)}0 g ${show(SECRET)}`),
  one('white copy of the same words', `1 g ${show(SECRET, 73, 699)}0 g ${show(SECRET)}`),
  one('box under the text', `0.8 g 60 690 500 30 re f 0 g ${show(SECRET)}`),
  one('frame around the text', `${show(SECRET)}60 690 500 30 re S`),
  one('highlight over the text', `${show(SECRET)}/G gs 1 1 0 rg 60 690 500 30 re f`, { resources: '/ExtGState<</G<</ca 0.4>>>>' }),
  one('highlight by multiplication', `${show(SECRET)}/G gs 1 1 0 rg 60 690 500 30 re f`, { resources: '/ExtGState<</G<</BM/Multiply>>>>' }),
  one('struck through', `${show(SECRET)}0.8 0 0 rg 60 703 500 1.5 re f`),
  one('a clip that no path follows', `q W Q 0 0 10 10 re f 0 0 0.5 rg 60 690 500 30 re f 1 g ${show(SECRET)}`),
  one('white on a blended group', `0 0 0.5 rg 60 690 500 30 re f q /G gs /Fm Do Q 1 g ${show(SECRET)}`, {
    resources: '/ExtGState<</G<</BM/Multiply>>>>/XObject<</Fm 6 0 R>>',
    more: [{ value: '<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency>>/Resources<</ExtGState<</N<</BM/Normal>>>>>>>>', stream: '/N gs 1 g 60 690 500 30 re f' }],
  }),
  one('black that lightens bare paper', `/G gs 0 g ${show(SECRET)}`, { resources: '/ExtGState<</G<</BM/Lighten>>>>' }),
  one('white letters that a colour over them leaves white', `1 g ${show(SECRET)}/G gs 0 0.2 0.6 rg 60 690 500 30 re f`, { resources: '/ExtGState<</G<</BM/Color>>>>' }),
  one('small print', show(SECRET, 72, 700, '', 4)),
  one('small page', show(SECRET, 5, 20, '', 2), { mediaBox: '[0 0 100 60]' }),
];
