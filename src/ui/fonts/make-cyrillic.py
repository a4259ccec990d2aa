"""
Makes kolo-cyrillic-wght.woff2: the Cyrillic of Sofia Sans with the upright letters that Serbian (and everybody but Bulgarian) readers expect.

Sofia Sans draws Cyrillic in the Bulgarian way and keeps the other forms behind the language system "RUS", which no browser applies to a Serbian page.
Here those forms become the letters themselves and the Bulgarian ones are left out, which also makes the file smaller.

    python3 -m venv v && v/bin/pip install fonttools brotli && v/bin/python src/ui/fonts/make-cyrillic.py
"""
from pathlib import Path
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

here = Path(__file__).parent
source = here.parents[2] / 'node_modules/@fontsource-variable/sofia-sans/files/sofia-sans-cyrillic-wght-normal.woff2'
font = TTFont(source)

forms = {}
gsub = font['GSUB'].table
for record in gsub.FeatureList.FeatureRecord:
    if record.FeatureTag == 'locl':
        for index in record.Feature.LookupListIndex:
            for subtable in gsub.LookupList.Lookup[index].SubTable:
                forms.update(getattr(subtable, 'ExtSubTable', subtable).mapping)

for table in font['cmap'].tables:
    for code, glyph in table.cmap.items():
        table.cmap[code] = forms.get(glyph, glyph)

options = Options()
options.layout_features = ['kern', 'mark', 'mkmk', 'ccmp']
options.flavor = 'woff2'
subsetter = Subsetter(options)
subsetter.populate(unicodes=font.getBestCmap().keys())
subsetter.subset(font)
# A modified version says so in its name.
for name in font['name'].names:
    if name.nameID in (1, 4, 16):
        name.string = 'Kolo Cyrillic'
    elif name.nameID == 6:
        name.string = 'KoloCyrillic'
font.flavor = 'woff2'
font.save(here / 'kolo-cyrillic-wght.woff2')
