/**
 * How people call services when they do not know the official name; `vocabulary:code` → words. Written for search only, in the languages
 * people type in, without diacritics where that makes no difference (search folds both sides).
 */
export const everydayWords: Record<string, readonly string[]> = {
  'category:day-care': ['dnevni centar', 'дневен център', 'дневни центар', 'čuvanje dece', 'day centre', 'daycare', 'centru de zi pentru copii', 'produženi boravak', 'poludnevni boravak'],
  'category:home-care': ['gerontodomaćica', 'геронтодомаћица', 'kućna nega', 'кућна нега', 'nega u kući', 'домашен помощник', 'домашен социален патронаж', 'îngrijitor la domiciliu', 'home help', 'carer at home', 'pomoć u kući starima'],
  'category:child-attendant': ['lični pratilac', 'pratilac deteta', 'asistent u školi', 'ресурсен помощник', 'assistant for a child', 'teaching assistant', 'cadru de sprijin'],
  'category:personal-assistance': ['personalni asistent', 'персонални асистент', 'личен асистент', 'asistent personal', 'personal assistant'],
  'category:supported-living': ['stanovanje uz podršku', 'zaštićeno stanovanje', 'защитено жилище', 'преходно жилище', 'наблюдавано жилище', 'sheltered housing', 'supported living', 'kuća na pola puta'],
  'category:early-intervention': ['rana intervencija', 'ранна интервенция', 'razvojno savetovalište', 'kašnjenje u razvoju', 'kašnjenje u govoru', 'изоставане в развитието', 'intervenție timpurie', 'early intervention', 'developmental delay', 'logoped', 'логопед', 'speech therapist', 'defektolog', 'autizam', 'аутизам', 'аутизъм', 'autism'],
  'category:family-support': ['porodični saradnik', 'podrška roditeljima', 'подкрепа за родители', 'център за обществена подкрепа', 'sprijin pentru familie', 'help for parents', 'family outreach worker', 'roditeljstvo'],
  'category:counselling': ['savetovalište', 'psiholog', 'психолог', 'psihološka pomoć', 'psihoterapija', 'консултация', 'psihologic', 'counsellor', 'psychologist', 'bračno savetovalište', 'mediator', 'razvod'],
  'category:helpline': ['SOS telefon', 'SOS linija', 'гореща линия', 'телефон за деца', 'telefonul copilului', 'hotline', 'helpline', 'linie fierbinte'],
  'category:street-drop-in': ['svratište', 'деца ulice', 'deca ulice', 'деца на улицата', 'copiii străzii', 'street children', 'drop-in centre'],
  'category:shelter-violence': ['sigurna kuća', 'nasilje u porodici', 'nasilje', 'насиље', 'насилие', 'домашно насилие', 'violență', 'violență domestică', 'domestic violence', 'safe house', 'refuge', "women's shelter"],
  'category:shelter-trafficking': ['trgovina ljudima', 'трафик на хора', 'trafic de ființe umane', 'human trafficking'],
  'category:shelter-homeless': ['prihvatilište', 'beskućnici', 'бездомни', 'приют', 'persoane fără adăpost', 'homeless shelter', 'prenoćište'],
  'category:respite': ['predah', 'predah smeštaj', 'заместваща грижа', 'respiro', 'respite care', 'kratak odmor za roditelje'],
  'category:foster-care': ['hraniteljstvo', 'hranitelji', 'hraniteljska porodica', 'приемно семейство', 'приемни родители', 'familie adoptivă', 'asistent parental', 'foster parents', 'fostering'],
  'category:residential': ['dom za decu', 'starački dom', 'dom za stare', 'дом за стари хора', 'дом за деца', 'azil de bătrâni', 'cămin', "children's home", 'nursing home', 'ЦНСТ'],
  'category:social-kitchen': ['narodna kuhinja', 'топъл обяд', 'cantină socială', 'soup kitchen', 'hrana', 'besplatan obrok', 'храна', 'free meals', 'bank hrane'],
  'category:community-work': ['omladinski klub', 'community work', 'volonterski centar', 'общностен център', 'centru comunitar'],
  'category:mobile-team': ['mobilni tim', 'мобилен екип', 'echipă mobilă', 'mobile team', 'outreach'],
  'category:reintegration': ['povratnici', 'readmisija', 'dobrosusedski klub', 'клуб добрих суседа', 'завърнали се', 'returnați', 'returnees', 'good-neighbour club', 'readmission'],
  'user-group:roma': ['romska deca', 'роми', 'romi', 'роmske porodice', 'Roma children'],
  'user-group:children-disabilities': ['deca sa invaliditetom', 'deca sa posebnim potrebama', 'деца с увреждания', 'copii cu dizabilități', 'disabled children', 'special needs'],
  'user-group:elderly': ['stari', 'penzioneri', 'възрастни', 'пенсионери', 'bătrâni', 'pensionari', 'old people', 'seniors'],
  'user-group:single-parents': ['samohrani roditelji', 'samohrana majka', 'самотни родители', 'самотна майка', 'mame singure', 'single mothers'],
};
