"""
Makes the fonts of documents: Sofia Sans with the letters of Serbian, Bulgarian, Romanian and English, and nothing else.

Sofia Sans draws Cyrillic in the Bulgarian way and keeps the other forms behind the language system "RUS" of the Cyrillic script, which a PDF writer does not ask for.
In document-*.ttf those forms are the letters themselves; document-*-bg.ttf keeps the Bulgarian ones.

The Cyrillic a refers to the drawing of the Latin one. Here each letter has a drawing of its own: a PDF writer that meets a drawing without its letter first
would leave the letter out of the text that can be copied and read aloud.

    npm pack @expo-google-fonts/sofia-sans@0.4.3 && tar xzf expo-google-fonts-sofia-sans-0.4.3.tgz
    python3 -m venv v && v/bin/pip install fonttools && v/bin/python make-fonts.py package
"""
import sys
from pathlib import Path
from fontTools.pens.filterPen import DecomposingFilterPen as DecomposingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

here = Path(__file__).parent
letters = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x218, 0x21C), *range(0x400, 0x460), 0x490, 0x491, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014,
           *range(0x2018, 0x201F), 0x2009, 0x202F, 0x2026, 0x2116, 0x20AC, 0x300, 0x301]

for weight, name in (('400Regular', 'regular'), ('700Bold', 'bold')):
    for bulgarian in (False, True):
        font = TTFont(Path(sys.argv[1]) / weight / f'SofiaSans_{weight}.ttf')
        if not bulgarian:
            gsub, forms = font['GSUB'].table, {}
            for script in gsub.ScriptList.ScriptRecord:
                for language in script.Script.LangSysRecord:
                    if script.ScriptTag == 'cyrl' and language.LangSysTag == 'RUS ':
                        for index in language.LangSys.FeatureIndex:
                            feature = gsub.FeatureList.FeatureRecord[index]
                            if feature.FeatureTag == 'locl':
                                for lookup in feature.Feature.LookupListIndex:
                                    for subtable in gsub.LookupList.Lookup[lookup].SubTable:
                                        forms.update(getattr(subtable, 'ExtSubTable', subtable).mapping)
            assert forms, 'the font has no upright forms'
            for table in font['cmap'].tables:
                for code, glyph in table.cmap.items():
                    table.cmap[code] = forms.get(glyph, glyph)
        for cmap in font['cmap'].tables:
            if cmap.isUnicode():
                for code in (0x2009, 0x202F):
                    cmap.cmap.setdefault(code, cmap.cmap[0xA0])
        options = Options()
        options.layout_features = ['kern', 'mark', 'ccmp']
        options.hinting = False
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=letters)
        subsetter.subset(font)
        glyphs = font.getGlyphSet()
        for glyph in font.getGlyphOrder():
            if font['glyf'][glyph].isComposite():
                pen = TTGlyphPen(None)
                glyphs[glyph].draw(DecomposingPen(pen, glyphs))
                font['glyf'][glyph] = pen.glyph()
        # A modified version says so in its name.
        for record in font['name'].names:
            if record.nameID in (1, 4, 16):
                record.string = 'Kolo Document'
            elif record.nameID == 6:
                record.string = f'KoloDocument-{name.capitalize()}{"BG" if bulgarian else ""}'
        font.save(here / f'document-{name}{"-bg" if bulgarian else ""}.ttf')
