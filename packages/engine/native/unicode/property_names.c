/* Written by scripts/unicode-tables.mjs from Unicode 17.0: do not edit. */
#include "property.h"

extern const uint8_t unicode_ASCII_Hex_Digit[];
extern const uint8_t unicode_Alphabetic[];
extern const uint8_t unicode_Bidi_Control[];
extern const uint8_t unicode_Bidi_Mirrored[];
extern const uint8_t unicode_Case_Ignorable[];
extern const uint8_t unicode_Cased[];
extern const uint8_t unicode_Changes_When_Casefolded[];
extern const uint8_t unicode_Changes_When_Casemapped[];
extern const uint8_t unicode_Changes_When_Lowercased[];
extern const uint8_t unicode_Changes_When_NFKC_Casefolded[];
extern const uint8_t unicode_Changes_When_Titlecased[];
extern const uint8_t unicode_Changes_When_Uppercased[];
extern const uint8_t unicode_Dash[];
extern const uint8_t unicode_Default_Ignorable_Code_Point[];
extern const uint8_t unicode_Deprecated[];
extern const uint8_t unicode_Diacritic[];
extern const uint8_t unicode_Emoji[];
extern const uint8_t unicode_Emoji_Component[];
extern const uint8_t unicode_Emoji_Modifier[];
extern const uint8_t unicode_Emoji_Modifier_Base[];
extern const uint8_t unicode_Emoji_Presentation[];
extern const uint8_t unicode_Extended_Pictographic[];
extern const uint8_t unicode_Extender[];
extern const uint8_t unicode_Grapheme_Base[];
extern const uint8_t unicode_Grapheme_Extend[];
extern const uint8_t unicode_Hex_Digit[];
extern const uint8_t unicode_IDS_Binary_Operator[];
extern const uint8_t unicode_IDS_Trinary_Operator[];
extern const uint8_t unicode_ID_Continue[];
extern const uint8_t unicode_ID_Start[];
extern const uint8_t unicode_Ideographic[];
extern const uint8_t unicode_Join_Control[];
extern const uint8_t unicode_Logical_Order_Exception[];
extern const uint8_t unicode_Lowercase[];
extern const uint8_t unicode_Math[];
extern const uint8_t unicode_Noncharacter_Code_Point[];
extern const uint8_t unicode_Pattern_Syntax[];
extern const uint8_t unicode_Pattern_White_Space[];
extern const uint8_t unicode_Quotation_Mark[];
extern const uint8_t unicode_Radical[];
extern const uint8_t unicode_Regional_Indicator[];
extern const uint8_t unicode_Sentence_Terminal[];
extern const uint8_t unicode_Soft_Dotted[];
extern const uint8_t unicode_Terminal_Punctuation[];
extern const uint8_t unicode_Unified_Ideograph[];
extern const uint8_t unicode_Uppercase[];
extern const uint8_t unicode_Variation_Selector[];
extern const uint8_t unicode_White_Space[];
extern const uint8_t unicode_XID_Continue[];
extern const uint8_t unicode_XID_Start[];
extern const uint8_t unicode_gc_Cc[];
extern const uint8_t unicode_gc_Cf[];
extern const uint8_t unicode_gc_Co[];
extern const uint8_t unicode_gc_Cs[];
extern const uint8_t unicode_gc_Ll[];
extern const uint8_t unicode_gc_Lm[];
extern const uint8_t unicode_gc_Lo[];
extern const uint8_t unicode_gc_Lt[];
extern const uint8_t unicode_gc_Lu[];
extern const uint8_t unicode_gc_Mc[];
extern const uint8_t unicode_gc_Me[];
extern const uint8_t unicode_gc_Mn[];
extern const uint8_t unicode_gc_Nd[];
extern const uint8_t unicode_gc_Nl[];
extern const uint8_t unicode_gc_No[];
extern const uint8_t unicode_gc_Pc[];
extern const uint8_t unicode_gc_Pd[];
extern const uint8_t unicode_gc_Pe[];
extern const uint8_t unicode_gc_Pf[];
extern const uint8_t unicode_gc_Pi[];
extern const uint8_t unicode_gc_Po[];
extern const uint8_t unicode_gc_Ps[];
extern const uint8_t unicode_gc_Sc[];
extern const uint8_t unicode_gc_Sk[];
extern const uint8_t unicode_gc_Sm[];
extern const uint8_t unicode_gc_So[];
extern const uint8_t unicode_gc_Zl[];
extern const uint8_t unicode_gc_Zp[];
extern const uint8_t unicode_gc_Zs[];
extern const uint8_t unicode_sc_Adlam[];
extern const uint8_t unicode_sc_Ahom[];
extern const uint8_t unicode_sc_Anatolian_Hieroglyphs[];
extern const uint8_t unicode_sc_Arabic[];
extern const uint8_t unicode_sc_Armenian[];
extern const uint8_t unicode_sc_Avestan[];
extern const uint8_t unicode_sc_Balinese[];
extern const uint8_t unicode_sc_Bamum[];
extern const uint8_t unicode_sc_Bassa_Vah[];
extern const uint8_t unicode_sc_Batak[];
extern const uint8_t unicode_sc_Bengali[];
extern const uint8_t unicode_sc_Beria_Erfe[];
extern const uint8_t unicode_sc_Bhaiksuki[];
extern const uint8_t unicode_sc_Bopomofo[];
extern const uint8_t unicode_sc_Brahmi[];
extern const uint8_t unicode_sc_Braille[];
extern const uint8_t unicode_sc_Buginese[];
extern const uint8_t unicode_sc_Buhid[];
extern const uint8_t unicode_sc_Canadian_Aboriginal[];
extern const uint8_t unicode_sc_Carian[];
extern const uint8_t unicode_sc_Caucasian_Albanian[];
extern const uint8_t unicode_sc_Chakma[];
extern const uint8_t unicode_sc_Cham[];
extern const uint8_t unicode_sc_Cherokee[];
extern const uint8_t unicode_sc_Chorasmian[];
extern const uint8_t unicode_sc_Common[];
extern const uint8_t unicode_sc_Coptic[];
extern const uint8_t unicode_sc_Cuneiform[];
extern const uint8_t unicode_sc_Cypriot[];
extern const uint8_t unicode_sc_Cypro_Minoan[];
extern const uint8_t unicode_sc_Cyrillic[];
extern const uint8_t unicode_sc_Deseret[];
extern const uint8_t unicode_sc_Devanagari[];
extern const uint8_t unicode_sc_Dives_Akuru[];
extern const uint8_t unicode_sc_Dogra[];
extern const uint8_t unicode_sc_Duployan[];
extern const uint8_t unicode_sc_Egyptian_Hieroglyphs[];
extern const uint8_t unicode_sc_Elbasan[];
extern const uint8_t unicode_sc_Elymaic[];
extern const uint8_t unicode_sc_Ethiopic[];
extern const uint8_t unicode_sc_Garay[];
extern const uint8_t unicode_sc_Georgian[];
extern const uint8_t unicode_sc_Glagolitic[];
extern const uint8_t unicode_sc_Gothic[];
extern const uint8_t unicode_sc_Grantha[];
extern const uint8_t unicode_sc_Greek[];
extern const uint8_t unicode_sc_Gujarati[];
extern const uint8_t unicode_sc_Gunjala_Gondi[];
extern const uint8_t unicode_sc_Gurmukhi[];
extern const uint8_t unicode_sc_Gurung_Khema[];
extern const uint8_t unicode_sc_Han[];
extern const uint8_t unicode_sc_Hangul[];
extern const uint8_t unicode_sc_Hanifi_Rohingya[];
extern const uint8_t unicode_sc_Hanunoo[];
extern const uint8_t unicode_sc_Hatran[];
extern const uint8_t unicode_sc_Hebrew[];
extern const uint8_t unicode_sc_Hiragana[];
extern const uint8_t unicode_sc_Imperial_Aramaic[];
extern const uint8_t unicode_sc_Inherited[];
extern const uint8_t unicode_sc_Inscriptional_Pahlavi[];
extern const uint8_t unicode_sc_Inscriptional_Parthian[];
extern const uint8_t unicode_sc_Javanese[];
extern const uint8_t unicode_sc_Kaithi[];
extern const uint8_t unicode_sc_Kannada[];
extern const uint8_t unicode_sc_Katakana[];
extern const uint8_t unicode_sc_Kawi[];
extern const uint8_t unicode_sc_Kayah_Li[];
extern const uint8_t unicode_sc_Kharoshthi[];
extern const uint8_t unicode_sc_Khitan_Small_Script[];
extern const uint8_t unicode_sc_Khmer[];
extern const uint8_t unicode_sc_Khojki[];
extern const uint8_t unicode_sc_Khudawadi[];
extern const uint8_t unicode_sc_Kirat_Rai[];
extern const uint8_t unicode_sc_Lao[];
extern const uint8_t unicode_sc_Latin[];
extern const uint8_t unicode_sc_Lepcha[];
extern const uint8_t unicode_sc_Limbu[];
extern const uint8_t unicode_sc_Linear_A[];
extern const uint8_t unicode_sc_Linear_B[];
extern const uint8_t unicode_sc_Lisu[];
extern const uint8_t unicode_sc_Lycian[];
extern const uint8_t unicode_sc_Lydian[];
extern const uint8_t unicode_sc_Mahajani[];
extern const uint8_t unicode_sc_Makasar[];
extern const uint8_t unicode_sc_Malayalam[];
extern const uint8_t unicode_sc_Mandaic[];
extern const uint8_t unicode_sc_Manichaean[];
extern const uint8_t unicode_sc_Marchen[];
extern const uint8_t unicode_sc_Masaram_Gondi[];
extern const uint8_t unicode_sc_Medefaidrin[];
extern const uint8_t unicode_sc_Meetei_Mayek[];
extern const uint8_t unicode_sc_Mende_Kikakui[];
extern const uint8_t unicode_sc_Meroitic_Cursive[];
extern const uint8_t unicode_sc_Meroitic_Hieroglyphs[];
extern const uint8_t unicode_sc_Miao[];
extern const uint8_t unicode_sc_Modi[];
extern const uint8_t unicode_sc_Mongolian[];
extern const uint8_t unicode_sc_Mro[];
extern const uint8_t unicode_sc_Multani[];
extern const uint8_t unicode_sc_Myanmar[];
extern const uint8_t unicode_sc_Nabataean[];
extern const uint8_t unicode_sc_Nag_Mundari[];
extern const uint8_t unicode_sc_Nandinagari[];
extern const uint8_t unicode_sc_New_Tai_Lue[];
extern const uint8_t unicode_sc_Newa[];
extern const uint8_t unicode_sc_Nko[];
extern const uint8_t unicode_sc_Nushu[];
extern const uint8_t unicode_sc_Nyiakeng_Puachue_Hmong[];
extern const uint8_t unicode_sc_Ogham[];
extern const uint8_t unicode_sc_Ol_Chiki[];
extern const uint8_t unicode_sc_Ol_Onal[];
extern const uint8_t unicode_sc_Old_Hungarian[];
extern const uint8_t unicode_sc_Old_Italic[];
extern const uint8_t unicode_sc_Old_North_Arabian[];
extern const uint8_t unicode_sc_Old_Permic[];
extern const uint8_t unicode_sc_Old_Persian[];
extern const uint8_t unicode_sc_Old_Sogdian[];
extern const uint8_t unicode_sc_Old_South_Arabian[];
extern const uint8_t unicode_sc_Old_Turkic[];
extern const uint8_t unicode_sc_Old_Uyghur[];
extern const uint8_t unicode_sc_Oriya[];
extern const uint8_t unicode_sc_Osage[];
extern const uint8_t unicode_sc_Osmanya[];
extern const uint8_t unicode_sc_Pahawh_Hmong[];
extern const uint8_t unicode_sc_Palmyrene[];
extern const uint8_t unicode_sc_Pau_Cin_Hau[];
extern const uint8_t unicode_sc_Phags_Pa[];
extern const uint8_t unicode_sc_Phoenician[];
extern const uint8_t unicode_sc_Psalter_Pahlavi[];
extern const uint8_t unicode_sc_Rejang[];
extern const uint8_t unicode_sc_Runic[];
extern const uint8_t unicode_sc_Samaritan[];
extern const uint8_t unicode_sc_Saurashtra[];
extern const uint8_t unicode_sc_Sharada[];
extern const uint8_t unicode_sc_Shavian[];
extern const uint8_t unicode_sc_Siddham[];
extern const uint8_t unicode_sc_Sidetic[];
extern const uint8_t unicode_sc_SignWriting[];
extern const uint8_t unicode_sc_Sinhala[];
extern const uint8_t unicode_sc_Sogdian[];
extern const uint8_t unicode_sc_Sora_Sompeng[];
extern const uint8_t unicode_sc_Soyombo[];
extern const uint8_t unicode_sc_Sundanese[];
extern const uint8_t unicode_sc_Sunuwar[];
extern const uint8_t unicode_sc_Syloti_Nagri[];
extern const uint8_t unicode_sc_Syriac[];
extern const uint8_t unicode_sc_Tagalog[];
extern const uint8_t unicode_sc_Tagbanwa[];
extern const uint8_t unicode_sc_Tai_Le[];
extern const uint8_t unicode_sc_Tai_Tham[];
extern const uint8_t unicode_sc_Tai_Viet[];
extern const uint8_t unicode_sc_Tai_Yo[];
extern const uint8_t unicode_sc_Takri[];
extern const uint8_t unicode_sc_Tamil[];
extern const uint8_t unicode_sc_Tangsa[];
extern const uint8_t unicode_sc_Tangut[];
extern const uint8_t unicode_sc_Telugu[];
extern const uint8_t unicode_sc_Thaana[];
extern const uint8_t unicode_sc_Thai[];
extern const uint8_t unicode_sc_Tibetan[];
extern const uint8_t unicode_sc_Tifinagh[];
extern const uint8_t unicode_sc_Tirhuta[];
extern const uint8_t unicode_sc_Todhri[];
extern const uint8_t unicode_sc_Tolong_Siki[];
extern const uint8_t unicode_sc_Toto[];
extern const uint8_t unicode_sc_Tulu_Tigalari[];
extern const uint8_t unicode_sc_Ugaritic[];
extern const uint8_t unicode_sc_Unknown[];
extern const uint8_t unicode_sc_Vai[];
extern const uint8_t unicode_sc_Vithkuqi[];
extern const uint8_t unicode_sc_Wancho[];
extern const uint8_t unicode_sc_Warang_Citi[];
extern const uint8_t unicode_sc_Yezidi[];
extern const uint8_t unicode_sc_Yi[];
extern const uint8_t unicode_sc_Zanabazar_Square[];
extern const uint8_t unicode_scx_Adlam[];
extern const uint8_t unicode_scx_Arabic[];
extern const uint8_t unicode_scx_Armenian[];
extern const uint8_t unicode_scx_Avestan[];
extern const uint8_t unicode_scx_Bengali[];
extern const uint8_t unicode_scx_Bopomofo[];
extern const uint8_t unicode_scx_Buginese[];
extern const uint8_t unicode_scx_Buhid[];
extern const uint8_t unicode_scx_Carian[];
extern const uint8_t unicode_scx_Caucasian_Albanian[];
extern const uint8_t unicode_scx_Chakma[];
extern const uint8_t unicode_scx_Cherokee[];
extern const uint8_t unicode_scx_Common[];
extern const uint8_t unicode_scx_Coptic[];
extern const uint8_t unicode_scx_Cypriot[];
extern const uint8_t unicode_scx_Cypro_Minoan[];
extern const uint8_t unicode_scx_Cyrillic[];
extern const uint8_t unicode_scx_Devanagari[];
extern const uint8_t unicode_scx_Dogra[];
extern const uint8_t unicode_scx_Duployan[];
extern const uint8_t unicode_scx_Elbasan[];
extern const uint8_t unicode_scx_Ethiopic[];
extern const uint8_t unicode_scx_Garay[];
extern const uint8_t unicode_scx_Georgian[];
extern const uint8_t unicode_scx_Glagolitic[];
extern const uint8_t unicode_scx_Gothic[];
extern const uint8_t unicode_scx_Grantha[];
extern const uint8_t unicode_scx_Greek[];
extern const uint8_t unicode_scx_Gujarati[];
extern const uint8_t unicode_scx_Gunjala_Gondi[];
extern const uint8_t unicode_scx_Gurmukhi[];
extern const uint8_t unicode_scx_Gurung_Khema[];
extern const uint8_t unicode_scx_Han[];
extern const uint8_t unicode_scx_Hangul[];
extern const uint8_t unicode_scx_Hanifi_Rohingya[];
extern const uint8_t unicode_scx_Hanunoo[];
extern const uint8_t unicode_scx_Hebrew[];
extern const uint8_t unicode_scx_Hiragana[];
extern const uint8_t unicode_scx_Inherited[];
extern const uint8_t unicode_scx_Javanese[];
extern const uint8_t unicode_scx_Kaithi[];
extern const uint8_t unicode_scx_Kannada[];
extern const uint8_t unicode_scx_Katakana[];
extern const uint8_t unicode_scx_Kayah_Li[];
extern const uint8_t unicode_scx_Khojki[];
extern const uint8_t unicode_scx_Khudawadi[];
extern const uint8_t unicode_scx_Latin[];
extern const uint8_t unicode_scx_Limbu[];
extern const uint8_t unicode_scx_Linear_A[];
extern const uint8_t unicode_scx_Linear_B[];
extern const uint8_t unicode_scx_Lisu[];
extern const uint8_t unicode_scx_Lycian[];
extern const uint8_t unicode_scx_Lydian[];
extern const uint8_t unicode_scx_Mahajani[];
extern const uint8_t unicode_scx_Malayalam[];
extern const uint8_t unicode_scx_Mandaic[];
extern const uint8_t unicode_scx_Manichaean[];
extern const uint8_t unicode_scx_Masaram_Gondi[];
extern const uint8_t unicode_scx_Meroitic_Hieroglyphs[];
extern const uint8_t unicode_scx_Modi[];
extern const uint8_t unicode_scx_Mongolian[];
extern const uint8_t unicode_scx_Multani[];
extern const uint8_t unicode_scx_Myanmar[];
extern const uint8_t unicode_scx_Nandinagari[];
extern const uint8_t unicode_scx_Newa[];
extern const uint8_t unicode_scx_Nko[];
extern const uint8_t unicode_scx_Ol_Onal[];
extern const uint8_t unicode_scx_Old_Hungarian[];
extern const uint8_t unicode_scx_Old_Permic[];
extern const uint8_t unicode_scx_Old_Turkic[];
extern const uint8_t unicode_scx_Old_Uyghur[];
extern const uint8_t unicode_scx_Oriya[];
extern const uint8_t unicode_scx_Osage[];
extern const uint8_t unicode_scx_Phags_Pa[];
extern const uint8_t unicode_scx_Psalter_Pahlavi[];
extern const uint8_t unicode_scx_Runic[];
extern const uint8_t unicode_scx_Samaritan[];
extern const uint8_t unicode_scx_Sharada[];
extern const uint8_t unicode_scx_Shavian[];
extern const uint8_t unicode_scx_Sinhala[];
extern const uint8_t unicode_scx_Sogdian[];
extern const uint8_t unicode_scx_Sunuwar[];
extern const uint8_t unicode_scx_Syloti_Nagri[];
extern const uint8_t unicode_scx_Syriac[];
extern const uint8_t unicode_scx_Tagalog[];
extern const uint8_t unicode_scx_Tagbanwa[];
extern const uint8_t unicode_scx_Tai_Le[];
extern const uint8_t unicode_scx_Takri[];
extern const uint8_t unicode_scx_Tamil[];
extern const uint8_t unicode_scx_Tangut[];
extern const uint8_t unicode_scx_Telugu[];
extern const uint8_t unicode_scx_Thaana[];
extern const uint8_t unicode_scx_Thai[];
extern const uint8_t unicode_scx_Tibetan[];
extern const uint8_t unicode_scx_Tifinagh[];
extern const uint8_t unicode_scx_Tirhuta[];
extern const uint8_t unicode_scx_Todhri[];
extern const uint8_t unicode_scx_Toto[];
extern const uint8_t unicode_scx_Tulu_Tigalari[];
extern const uint8_t unicode_scx_Yezidi[];
extern const uint8_t unicode_scx_Yi[];
static const uint8_t ascii[] = {1, 0, 127};
static const uint8_t *const parts_none[] = {0};
static const uint8_t *const parts_ASCII[] = {ascii, 0};
static const uint8_t *const parts_Lu[] = {unicode_gc_Lu, 0};
static const uint8_t *const parts_Ll[] = {unicode_gc_Ll, 0};
static const uint8_t *const parts_Lt[] = {unicode_gc_Lt, 0};
static const uint8_t *const parts_Lm[] = {unicode_gc_Lm, 0};
static const uint8_t *const parts_Lo[] = {unicode_gc_Lo, 0};
static const uint8_t *const parts_Mn[] = {unicode_gc_Mn, 0};
static const uint8_t *const parts_Mc[] = {unicode_gc_Mc, 0};
static const uint8_t *const parts_Me[] = {unicode_gc_Me, 0};
static const uint8_t *const parts_Nd[] = {unicode_gc_Nd, 0};
static const uint8_t *const parts_Nl[] = {unicode_gc_Nl, 0};
static const uint8_t *const parts_No[] = {unicode_gc_No, 0};
static const uint8_t *const parts_Pc[] = {unicode_gc_Pc, 0};
static const uint8_t *const parts_Pd[] = {unicode_gc_Pd, 0};
static const uint8_t *const parts_Ps[] = {unicode_gc_Ps, 0};
static const uint8_t *const parts_Pe[] = {unicode_gc_Pe, 0};
static const uint8_t *const parts_Pi[] = {unicode_gc_Pi, 0};
static const uint8_t *const parts_Pf[] = {unicode_gc_Pf, 0};
static const uint8_t *const parts_Po[] = {unicode_gc_Po, 0};
static const uint8_t *const parts_Sm[] = {unicode_gc_Sm, 0};
static const uint8_t *const parts_Sc[] = {unicode_gc_Sc, 0};
static const uint8_t *const parts_Sk[] = {unicode_gc_Sk, 0};
static const uint8_t *const parts_So[] = {unicode_gc_So, 0};
static const uint8_t *const parts_Zs[] = {unicode_gc_Zs, 0};
static const uint8_t *const parts_Zl[] = {unicode_gc_Zl, 0};
static const uint8_t *const parts_Zp[] = {unicode_gc_Zp, 0};
static const uint8_t *const parts_Cc[] = {unicode_gc_Cc, 0};
static const uint8_t *const parts_Cf[] = {unicode_gc_Cf, 0};
static const uint8_t *const parts_Cs[] = {unicode_gc_Cs, 0};
static const uint8_t *const parts_Co[] = {unicode_gc_Co, 0};
static const uint8_t *const parts_Cn[] = {unicode_gc_Lu, unicode_gc_Ll, unicode_gc_Lt, unicode_gc_Lm, unicode_gc_Lo, unicode_gc_Mn, unicode_gc_Mc, unicode_gc_Me, unicode_gc_Nd, unicode_gc_Nl, unicode_gc_No, unicode_gc_Pc, unicode_gc_Pd, unicode_gc_Ps, unicode_gc_Pe, unicode_gc_Pi, unicode_gc_Pf, unicode_gc_Po, unicode_gc_Sm, unicode_gc_Sc, unicode_gc_Sk, unicode_gc_So, unicode_gc_Zs, unicode_gc_Zl, unicode_gc_Zp, unicode_gc_Cc, unicode_gc_Cf, unicode_gc_Cs, unicode_gc_Co, 0};
static const uint8_t *const parts_LC[] = {unicode_gc_Lu, unicode_gc_Ll, unicode_gc_Lt, 0};
static const uint8_t *const parts_L[] = {unicode_gc_Lu, unicode_gc_Ll, unicode_gc_Lt, unicode_gc_Lm, unicode_gc_Lo, 0};
static const uint8_t *const parts_M[] = {unicode_gc_Mn, unicode_gc_Mc, unicode_gc_Me, 0};
static const uint8_t *const parts_N[] = {unicode_gc_Nd, unicode_gc_Nl, unicode_gc_No, 0};
static const uint8_t *const parts_P[] = {unicode_gc_Pc, unicode_gc_Pd, unicode_gc_Ps, unicode_gc_Pe, unicode_gc_Pi, unicode_gc_Pf, unicode_gc_Po, 0};
static const uint8_t *const parts_S[] = {unicode_gc_Sm, unicode_gc_Sc, unicode_gc_Sk, unicode_gc_So, 0};
static const uint8_t *const parts_Z[] = {unicode_gc_Zs, unicode_gc_Zl, unicode_gc_Zp, 0};
static const uint8_t *const parts_C[] = {unicode_gc_Lu, unicode_gc_Ll, unicode_gc_Lt, unicode_gc_Lm, unicode_gc_Lo, unicode_gc_Mn, unicode_gc_Mc, unicode_gc_Me, unicode_gc_Nd, unicode_gc_Nl, unicode_gc_No, unicode_gc_Pc, unicode_gc_Pd, unicode_gc_Ps, unicode_gc_Pe, unicode_gc_Pi, unicode_gc_Pf, unicode_gc_Po, unicode_gc_Sm, unicode_gc_Sc, unicode_gc_Sk, unicode_gc_So, unicode_gc_Zs, unicode_gc_Zl, unicode_gc_Zp, 0};
static const uint8_t *const parts_ASCII_Hex_Digit[] = {unicode_ASCII_Hex_Digit, 0};
static const uint8_t *const parts_Alphabetic[] = {unicode_Alphabetic, 0};
static const uint8_t *const parts_Bidi_Control[] = {unicode_Bidi_Control, 0};
static const uint8_t *const parts_Bidi_Mirrored[] = {unicode_Bidi_Mirrored, 0};
static const uint8_t *const parts_Case_Ignorable[] = {unicode_Case_Ignorable, 0};
static const uint8_t *const parts_Cased[] = {unicode_Cased, 0};
static const uint8_t *const parts_Changes_When_Casefolded[] = {unicode_Changes_When_Casefolded, 0};
static const uint8_t *const parts_Changes_When_Casemapped[] = {unicode_Changes_When_Casemapped, 0};
static const uint8_t *const parts_Changes_When_Lowercased[] = {unicode_Changes_When_Lowercased, 0};
static const uint8_t *const parts_Changes_When_NFKC_Casefolded[] = {unicode_Changes_When_NFKC_Casefolded, 0};
static const uint8_t *const parts_Changes_When_Titlecased[] = {unicode_Changes_When_Titlecased, 0};
static const uint8_t *const parts_Changes_When_Uppercased[] = {unicode_Changes_When_Uppercased, 0};
static const uint8_t *const parts_Dash[] = {unicode_Dash, 0};
static const uint8_t *const parts_Default_Ignorable_Code_Point[] = {unicode_Default_Ignorable_Code_Point, 0};
static const uint8_t *const parts_Deprecated[] = {unicode_Deprecated, 0};
static const uint8_t *const parts_Diacritic[] = {unicode_Diacritic, 0};
static const uint8_t *const parts_Emoji[] = {unicode_Emoji, 0};
static const uint8_t *const parts_Emoji_Component[] = {unicode_Emoji_Component, 0};
static const uint8_t *const parts_Emoji_Modifier[] = {unicode_Emoji_Modifier, 0};
static const uint8_t *const parts_Emoji_Modifier_Base[] = {unicode_Emoji_Modifier_Base, 0};
static const uint8_t *const parts_Emoji_Presentation[] = {unicode_Emoji_Presentation, 0};
static const uint8_t *const parts_Extended_Pictographic[] = {unicode_Extended_Pictographic, 0};
static const uint8_t *const parts_Extender[] = {unicode_Extender, 0};
static const uint8_t *const parts_Grapheme_Base[] = {unicode_Grapheme_Base, 0};
static const uint8_t *const parts_Grapheme_Extend[] = {unicode_Grapheme_Extend, 0};
static const uint8_t *const parts_Hex_Digit[] = {unicode_Hex_Digit, 0};
static const uint8_t *const parts_IDS_Binary_Operator[] = {unicode_IDS_Binary_Operator, 0};
static const uint8_t *const parts_IDS_Trinary_Operator[] = {unicode_IDS_Trinary_Operator, 0};
static const uint8_t *const parts_ID_Continue[] = {unicode_ID_Continue, 0};
static const uint8_t *const parts_ID_Start[] = {unicode_ID_Start, 0};
static const uint8_t *const parts_Ideographic[] = {unicode_Ideographic, 0};
static const uint8_t *const parts_Join_Control[] = {unicode_Join_Control, 0};
static const uint8_t *const parts_Logical_Order_Exception[] = {unicode_Logical_Order_Exception, 0};
static const uint8_t *const parts_Lowercase[] = {unicode_Lowercase, 0};
static const uint8_t *const parts_Math[] = {unicode_Math, 0};
static const uint8_t *const parts_Noncharacter_Code_Point[] = {unicode_Noncharacter_Code_Point, 0};
static const uint8_t *const parts_Pattern_Syntax[] = {unicode_Pattern_Syntax, 0};
static const uint8_t *const parts_Pattern_White_Space[] = {unicode_Pattern_White_Space, 0};
static const uint8_t *const parts_Quotation_Mark[] = {unicode_Quotation_Mark, 0};
static const uint8_t *const parts_Radical[] = {unicode_Radical, 0};
static const uint8_t *const parts_Regional_Indicator[] = {unicode_Regional_Indicator, 0};
static const uint8_t *const parts_Sentence_Terminal[] = {unicode_Sentence_Terminal, 0};
static const uint8_t *const parts_Soft_Dotted[] = {unicode_Soft_Dotted, 0};
static const uint8_t *const parts_Terminal_Punctuation[] = {unicode_Terminal_Punctuation, 0};
static const uint8_t *const parts_Unified_Ideograph[] = {unicode_Unified_Ideograph, 0};
static const uint8_t *const parts_Uppercase[] = {unicode_Uppercase, 0};
static const uint8_t *const parts_Variation_Selector[] = {unicode_Variation_Selector, 0};
static const uint8_t *const parts_White_Space[] = {unicode_White_Space, 0};
static const uint8_t *const parts_XID_Continue[] = {unicode_XID_Continue, 0};
static const uint8_t *const parts_XID_Start[] = {unicode_XID_Start, 0};
static const uint8_t *const parts_sc_Adlam[] = {unicode_sc_Adlam, 0};
static const uint8_t *const parts_scx_Adlam[] = {unicode_scx_Adlam, 0};
static const uint8_t *const parts_sc_Ahom[] = {unicode_sc_Ahom, 0};
static const uint8_t *const parts_sc_Anatolian_Hieroglyphs[] = {unicode_sc_Anatolian_Hieroglyphs, 0};
static const uint8_t *const parts_sc_Arabic[] = {unicode_sc_Arabic, 0};
static const uint8_t *const parts_scx_Arabic[] = {unicode_scx_Arabic, 0};
static const uint8_t *const parts_sc_Armenian[] = {unicode_sc_Armenian, 0};
static const uint8_t *const parts_scx_Armenian[] = {unicode_scx_Armenian, 0};
static const uint8_t *const parts_sc_Avestan[] = {unicode_sc_Avestan, 0};
static const uint8_t *const parts_scx_Avestan[] = {unicode_scx_Avestan, 0};
static const uint8_t *const parts_sc_Balinese[] = {unicode_sc_Balinese, 0};
static const uint8_t *const parts_sc_Bamum[] = {unicode_sc_Bamum, 0};
static const uint8_t *const parts_sc_Bassa_Vah[] = {unicode_sc_Bassa_Vah, 0};
static const uint8_t *const parts_sc_Batak[] = {unicode_sc_Batak, 0};
static const uint8_t *const parts_sc_Bengali[] = {unicode_sc_Bengali, 0};
static const uint8_t *const parts_scx_Bengali[] = {unicode_scx_Bengali, 0};
static const uint8_t *const parts_sc_Beria_Erfe[] = {unicode_sc_Beria_Erfe, 0};
static const uint8_t *const parts_sc_Bhaiksuki[] = {unicode_sc_Bhaiksuki, 0};
static const uint8_t *const parts_sc_Bopomofo[] = {unicode_sc_Bopomofo, 0};
static const uint8_t *const parts_scx_Bopomofo[] = {unicode_scx_Bopomofo, 0};
static const uint8_t *const parts_sc_Brahmi[] = {unicode_sc_Brahmi, 0};
static const uint8_t *const parts_sc_Braille[] = {unicode_sc_Braille, 0};
static const uint8_t *const parts_sc_Buginese[] = {unicode_sc_Buginese, 0};
static const uint8_t *const parts_scx_Buginese[] = {unicode_scx_Buginese, 0};
static const uint8_t *const parts_sc_Buhid[] = {unicode_sc_Buhid, 0};
static const uint8_t *const parts_scx_Buhid[] = {unicode_scx_Buhid, 0};
static const uint8_t *const parts_sc_Canadian_Aboriginal[] = {unicode_sc_Canadian_Aboriginal, 0};
static const uint8_t *const parts_sc_Carian[] = {unicode_sc_Carian, 0};
static const uint8_t *const parts_scx_Carian[] = {unicode_scx_Carian, 0};
static const uint8_t *const parts_sc_Caucasian_Albanian[] = {unicode_sc_Caucasian_Albanian, 0};
static const uint8_t *const parts_scx_Caucasian_Albanian[] = {unicode_scx_Caucasian_Albanian, 0};
static const uint8_t *const parts_sc_Chakma[] = {unicode_sc_Chakma, 0};
static const uint8_t *const parts_scx_Chakma[] = {unicode_scx_Chakma, 0};
static const uint8_t *const parts_sc_Cham[] = {unicode_sc_Cham, 0};
static const uint8_t *const parts_sc_Cherokee[] = {unicode_sc_Cherokee, 0};
static const uint8_t *const parts_scx_Cherokee[] = {unicode_scx_Cherokee, 0};
static const uint8_t *const parts_sc_Chorasmian[] = {unicode_sc_Chorasmian, 0};
static const uint8_t *const parts_sc_Common[] = {unicode_sc_Common, 0};
static const uint8_t *const parts_scx_Common[] = {unicode_scx_Common, 0};
static const uint8_t *const parts_sc_Coptic[] = {unicode_sc_Coptic, 0};
static const uint8_t *const parts_scx_Coptic[] = {unicode_scx_Coptic, 0};
static const uint8_t *const parts_sc_Cuneiform[] = {unicode_sc_Cuneiform, 0};
static const uint8_t *const parts_sc_Cypriot[] = {unicode_sc_Cypriot, 0};
static const uint8_t *const parts_scx_Cypriot[] = {unicode_scx_Cypriot, 0};
static const uint8_t *const parts_sc_Cypro_Minoan[] = {unicode_sc_Cypro_Minoan, 0};
static const uint8_t *const parts_scx_Cypro_Minoan[] = {unicode_scx_Cypro_Minoan, 0};
static const uint8_t *const parts_sc_Cyrillic[] = {unicode_sc_Cyrillic, 0};
static const uint8_t *const parts_scx_Cyrillic[] = {unicode_scx_Cyrillic, 0};
static const uint8_t *const parts_sc_Deseret[] = {unicode_sc_Deseret, 0};
static const uint8_t *const parts_sc_Devanagari[] = {unicode_sc_Devanagari, 0};
static const uint8_t *const parts_scx_Devanagari[] = {unicode_scx_Devanagari, 0};
static const uint8_t *const parts_sc_Dives_Akuru[] = {unicode_sc_Dives_Akuru, 0};
static const uint8_t *const parts_sc_Dogra[] = {unicode_sc_Dogra, 0};
static const uint8_t *const parts_scx_Dogra[] = {unicode_scx_Dogra, 0};
static const uint8_t *const parts_sc_Duployan[] = {unicode_sc_Duployan, 0};
static const uint8_t *const parts_scx_Duployan[] = {unicode_scx_Duployan, 0};
static const uint8_t *const parts_sc_Egyptian_Hieroglyphs[] = {unicode_sc_Egyptian_Hieroglyphs, 0};
static const uint8_t *const parts_sc_Elbasan[] = {unicode_sc_Elbasan, 0};
static const uint8_t *const parts_scx_Elbasan[] = {unicode_scx_Elbasan, 0};
static const uint8_t *const parts_sc_Elymaic[] = {unicode_sc_Elymaic, 0};
static const uint8_t *const parts_sc_Ethiopic[] = {unicode_sc_Ethiopic, 0};
static const uint8_t *const parts_scx_Ethiopic[] = {unicode_scx_Ethiopic, 0};
static const uint8_t *const parts_sc_Garay[] = {unicode_sc_Garay, 0};
static const uint8_t *const parts_scx_Garay[] = {unicode_scx_Garay, 0};
static const uint8_t *const parts_sc_Georgian[] = {unicode_sc_Georgian, 0};
static const uint8_t *const parts_scx_Georgian[] = {unicode_scx_Georgian, 0};
static const uint8_t *const parts_sc_Glagolitic[] = {unicode_sc_Glagolitic, 0};
static const uint8_t *const parts_scx_Glagolitic[] = {unicode_scx_Glagolitic, 0};
static const uint8_t *const parts_sc_Gothic[] = {unicode_sc_Gothic, 0};
static const uint8_t *const parts_scx_Gothic[] = {unicode_scx_Gothic, 0};
static const uint8_t *const parts_sc_Grantha[] = {unicode_sc_Grantha, 0};
static const uint8_t *const parts_scx_Grantha[] = {unicode_scx_Grantha, 0};
static const uint8_t *const parts_sc_Greek[] = {unicode_sc_Greek, 0};
static const uint8_t *const parts_scx_Greek[] = {unicode_scx_Greek, 0};
static const uint8_t *const parts_sc_Gujarati[] = {unicode_sc_Gujarati, 0};
static const uint8_t *const parts_scx_Gujarati[] = {unicode_scx_Gujarati, 0};
static const uint8_t *const parts_sc_Gunjala_Gondi[] = {unicode_sc_Gunjala_Gondi, 0};
static const uint8_t *const parts_scx_Gunjala_Gondi[] = {unicode_scx_Gunjala_Gondi, 0};
static const uint8_t *const parts_sc_Gurmukhi[] = {unicode_sc_Gurmukhi, 0};
static const uint8_t *const parts_scx_Gurmukhi[] = {unicode_scx_Gurmukhi, 0};
static const uint8_t *const parts_sc_Gurung_Khema[] = {unicode_sc_Gurung_Khema, 0};
static const uint8_t *const parts_scx_Gurung_Khema[] = {unicode_scx_Gurung_Khema, 0};
static const uint8_t *const parts_sc_Han[] = {unicode_sc_Han, 0};
static const uint8_t *const parts_scx_Han[] = {unicode_scx_Han, 0};
static const uint8_t *const parts_sc_Hangul[] = {unicode_sc_Hangul, 0};
static const uint8_t *const parts_scx_Hangul[] = {unicode_scx_Hangul, 0};
static const uint8_t *const parts_sc_Hanifi_Rohingya[] = {unicode_sc_Hanifi_Rohingya, 0};
static const uint8_t *const parts_scx_Hanifi_Rohingya[] = {unicode_scx_Hanifi_Rohingya, 0};
static const uint8_t *const parts_sc_Hanunoo[] = {unicode_sc_Hanunoo, 0};
static const uint8_t *const parts_scx_Hanunoo[] = {unicode_scx_Hanunoo, 0};
static const uint8_t *const parts_sc_Hatran[] = {unicode_sc_Hatran, 0};
static const uint8_t *const parts_sc_Hebrew[] = {unicode_sc_Hebrew, 0};
static const uint8_t *const parts_scx_Hebrew[] = {unicode_scx_Hebrew, 0};
static const uint8_t *const parts_sc_Hiragana[] = {unicode_sc_Hiragana, 0};
static const uint8_t *const parts_scx_Hiragana[] = {unicode_scx_Hiragana, 0};
static const uint8_t *const parts_sc_Imperial_Aramaic[] = {unicode_sc_Imperial_Aramaic, 0};
static const uint8_t *const parts_sc_Inherited[] = {unicode_sc_Inherited, 0};
static const uint8_t *const parts_scx_Inherited[] = {unicode_scx_Inherited, 0};
static const uint8_t *const parts_sc_Inscriptional_Pahlavi[] = {unicode_sc_Inscriptional_Pahlavi, 0};
static const uint8_t *const parts_sc_Inscriptional_Parthian[] = {unicode_sc_Inscriptional_Parthian, 0};
static const uint8_t *const parts_sc_Javanese[] = {unicode_sc_Javanese, 0};
static const uint8_t *const parts_scx_Javanese[] = {unicode_scx_Javanese, 0};
static const uint8_t *const parts_sc_Kaithi[] = {unicode_sc_Kaithi, 0};
static const uint8_t *const parts_scx_Kaithi[] = {unicode_scx_Kaithi, 0};
static const uint8_t *const parts_sc_Kannada[] = {unicode_sc_Kannada, 0};
static const uint8_t *const parts_scx_Kannada[] = {unicode_scx_Kannada, 0};
static const uint8_t *const parts_sc_Katakana[] = {unicode_sc_Katakana, 0};
static const uint8_t *const parts_scx_Katakana[] = {unicode_scx_Katakana, 0};
static const uint8_t *const parts_sc_Kawi[] = {unicode_sc_Kawi, 0};
static const uint8_t *const parts_sc_Kayah_Li[] = {unicode_sc_Kayah_Li, 0};
static const uint8_t *const parts_scx_Kayah_Li[] = {unicode_scx_Kayah_Li, 0};
static const uint8_t *const parts_sc_Kharoshthi[] = {unicode_sc_Kharoshthi, 0};
static const uint8_t *const parts_sc_Khitan_Small_Script[] = {unicode_sc_Khitan_Small_Script, 0};
static const uint8_t *const parts_sc_Khmer[] = {unicode_sc_Khmer, 0};
static const uint8_t *const parts_sc_Khojki[] = {unicode_sc_Khojki, 0};
static const uint8_t *const parts_scx_Khojki[] = {unicode_scx_Khojki, 0};
static const uint8_t *const parts_sc_Khudawadi[] = {unicode_sc_Khudawadi, 0};
static const uint8_t *const parts_scx_Khudawadi[] = {unicode_scx_Khudawadi, 0};
static const uint8_t *const parts_sc_Kirat_Rai[] = {unicode_sc_Kirat_Rai, 0};
static const uint8_t *const parts_sc_Lao[] = {unicode_sc_Lao, 0};
static const uint8_t *const parts_sc_Latin[] = {unicode_sc_Latin, 0};
static const uint8_t *const parts_scx_Latin[] = {unicode_scx_Latin, 0};
static const uint8_t *const parts_sc_Lepcha[] = {unicode_sc_Lepcha, 0};
static const uint8_t *const parts_sc_Limbu[] = {unicode_sc_Limbu, 0};
static const uint8_t *const parts_scx_Limbu[] = {unicode_scx_Limbu, 0};
static const uint8_t *const parts_sc_Linear_A[] = {unicode_sc_Linear_A, 0};
static const uint8_t *const parts_scx_Linear_A[] = {unicode_scx_Linear_A, 0};
static const uint8_t *const parts_sc_Linear_B[] = {unicode_sc_Linear_B, 0};
static const uint8_t *const parts_scx_Linear_B[] = {unicode_scx_Linear_B, 0};
static const uint8_t *const parts_sc_Lisu[] = {unicode_sc_Lisu, 0};
static const uint8_t *const parts_scx_Lisu[] = {unicode_scx_Lisu, 0};
static const uint8_t *const parts_sc_Lycian[] = {unicode_sc_Lycian, 0};
static const uint8_t *const parts_scx_Lycian[] = {unicode_scx_Lycian, 0};
static const uint8_t *const parts_sc_Lydian[] = {unicode_sc_Lydian, 0};
static const uint8_t *const parts_scx_Lydian[] = {unicode_scx_Lydian, 0};
static const uint8_t *const parts_sc_Mahajani[] = {unicode_sc_Mahajani, 0};
static const uint8_t *const parts_scx_Mahajani[] = {unicode_scx_Mahajani, 0};
static const uint8_t *const parts_sc_Makasar[] = {unicode_sc_Makasar, 0};
static const uint8_t *const parts_sc_Malayalam[] = {unicode_sc_Malayalam, 0};
static const uint8_t *const parts_scx_Malayalam[] = {unicode_scx_Malayalam, 0};
static const uint8_t *const parts_sc_Mandaic[] = {unicode_sc_Mandaic, 0};
static const uint8_t *const parts_scx_Mandaic[] = {unicode_scx_Mandaic, 0};
static const uint8_t *const parts_sc_Manichaean[] = {unicode_sc_Manichaean, 0};
static const uint8_t *const parts_scx_Manichaean[] = {unicode_scx_Manichaean, 0};
static const uint8_t *const parts_sc_Marchen[] = {unicode_sc_Marchen, 0};
static const uint8_t *const parts_sc_Masaram_Gondi[] = {unicode_sc_Masaram_Gondi, 0};
static const uint8_t *const parts_scx_Masaram_Gondi[] = {unicode_scx_Masaram_Gondi, 0};
static const uint8_t *const parts_sc_Medefaidrin[] = {unicode_sc_Medefaidrin, 0};
static const uint8_t *const parts_sc_Meetei_Mayek[] = {unicode_sc_Meetei_Mayek, 0};
static const uint8_t *const parts_sc_Mende_Kikakui[] = {unicode_sc_Mende_Kikakui, 0};
static const uint8_t *const parts_sc_Meroitic_Cursive[] = {unicode_sc_Meroitic_Cursive, 0};
static const uint8_t *const parts_sc_Meroitic_Hieroglyphs[] = {unicode_sc_Meroitic_Hieroglyphs, 0};
static const uint8_t *const parts_scx_Meroitic_Hieroglyphs[] = {unicode_scx_Meroitic_Hieroglyphs, 0};
static const uint8_t *const parts_sc_Miao[] = {unicode_sc_Miao, 0};
static const uint8_t *const parts_sc_Modi[] = {unicode_sc_Modi, 0};
static const uint8_t *const parts_scx_Modi[] = {unicode_scx_Modi, 0};
static const uint8_t *const parts_sc_Mongolian[] = {unicode_sc_Mongolian, 0};
static const uint8_t *const parts_scx_Mongolian[] = {unicode_scx_Mongolian, 0};
static const uint8_t *const parts_sc_Mro[] = {unicode_sc_Mro, 0};
static const uint8_t *const parts_sc_Multani[] = {unicode_sc_Multani, 0};
static const uint8_t *const parts_scx_Multani[] = {unicode_scx_Multani, 0};
static const uint8_t *const parts_sc_Myanmar[] = {unicode_sc_Myanmar, 0};
static const uint8_t *const parts_scx_Myanmar[] = {unicode_scx_Myanmar, 0};
static const uint8_t *const parts_sc_Nabataean[] = {unicode_sc_Nabataean, 0};
static const uint8_t *const parts_sc_Nag_Mundari[] = {unicode_sc_Nag_Mundari, 0};
static const uint8_t *const parts_sc_Nandinagari[] = {unicode_sc_Nandinagari, 0};
static const uint8_t *const parts_scx_Nandinagari[] = {unicode_scx_Nandinagari, 0};
static const uint8_t *const parts_sc_New_Tai_Lue[] = {unicode_sc_New_Tai_Lue, 0};
static const uint8_t *const parts_sc_Newa[] = {unicode_sc_Newa, 0};
static const uint8_t *const parts_scx_Newa[] = {unicode_scx_Newa, 0};
static const uint8_t *const parts_sc_Nko[] = {unicode_sc_Nko, 0};
static const uint8_t *const parts_scx_Nko[] = {unicode_scx_Nko, 0};
static const uint8_t *const parts_sc_Nushu[] = {unicode_sc_Nushu, 0};
static const uint8_t *const parts_sc_Nyiakeng_Puachue_Hmong[] = {unicode_sc_Nyiakeng_Puachue_Hmong, 0};
static const uint8_t *const parts_sc_Ogham[] = {unicode_sc_Ogham, 0};
static const uint8_t *const parts_sc_Ol_Chiki[] = {unicode_sc_Ol_Chiki, 0};
static const uint8_t *const parts_sc_Ol_Onal[] = {unicode_sc_Ol_Onal, 0};
static const uint8_t *const parts_scx_Ol_Onal[] = {unicode_scx_Ol_Onal, 0};
static const uint8_t *const parts_sc_Old_Hungarian[] = {unicode_sc_Old_Hungarian, 0};
static const uint8_t *const parts_scx_Old_Hungarian[] = {unicode_scx_Old_Hungarian, 0};
static const uint8_t *const parts_sc_Old_Italic[] = {unicode_sc_Old_Italic, 0};
static const uint8_t *const parts_sc_Old_North_Arabian[] = {unicode_sc_Old_North_Arabian, 0};
static const uint8_t *const parts_sc_Old_Permic[] = {unicode_sc_Old_Permic, 0};
static const uint8_t *const parts_scx_Old_Permic[] = {unicode_scx_Old_Permic, 0};
static const uint8_t *const parts_sc_Old_Persian[] = {unicode_sc_Old_Persian, 0};
static const uint8_t *const parts_sc_Old_Sogdian[] = {unicode_sc_Old_Sogdian, 0};
static const uint8_t *const parts_sc_Old_South_Arabian[] = {unicode_sc_Old_South_Arabian, 0};
static const uint8_t *const parts_sc_Old_Turkic[] = {unicode_sc_Old_Turkic, 0};
static const uint8_t *const parts_scx_Old_Turkic[] = {unicode_scx_Old_Turkic, 0};
static const uint8_t *const parts_sc_Old_Uyghur[] = {unicode_sc_Old_Uyghur, 0};
static const uint8_t *const parts_scx_Old_Uyghur[] = {unicode_scx_Old_Uyghur, 0};
static const uint8_t *const parts_sc_Oriya[] = {unicode_sc_Oriya, 0};
static const uint8_t *const parts_scx_Oriya[] = {unicode_scx_Oriya, 0};
static const uint8_t *const parts_sc_Osage[] = {unicode_sc_Osage, 0};
static const uint8_t *const parts_scx_Osage[] = {unicode_scx_Osage, 0};
static const uint8_t *const parts_sc_Osmanya[] = {unicode_sc_Osmanya, 0};
static const uint8_t *const parts_sc_Pahawh_Hmong[] = {unicode_sc_Pahawh_Hmong, 0};
static const uint8_t *const parts_sc_Palmyrene[] = {unicode_sc_Palmyrene, 0};
static const uint8_t *const parts_sc_Pau_Cin_Hau[] = {unicode_sc_Pau_Cin_Hau, 0};
static const uint8_t *const parts_sc_Phags_Pa[] = {unicode_sc_Phags_Pa, 0};
static const uint8_t *const parts_scx_Phags_Pa[] = {unicode_scx_Phags_Pa, 0};
static const uint8_t *const parts_sc_Phoenician[] = {unicode_sc_Phoenician, 0};
static const uint8_t *const parts_sc_Psalter_Pahlavi[] = {unicode_sc_Psalter_Pahlavi, 0};
static const uint8_t *const parts_scx_Psalter_Pahlavi[] = {unicode_scx_Psalter_Pahlavi, 0};
static const uint8_t *const parts_sc_Rejang[] = {unicode_sc_Rejang, 0};
static const uint8_t *const parts_sc_Runic[] = {unicode_sc_Runic, 0};
static const uint8_t *const parts_scx_Runic[] = {unicode_scx_Runic, 0};
static const uint8_t *const parts_sc_Samaritan[] = {unicode_sc_Samaritan, 0};
static const uint8_t *const parts_scx_Samaritan[] = {unicode_scx_Samaritan, 0};
static const uint8_t *const parts_sc_Saurashtra[] = {unicode_sc_Saurashtra, 0};
static const uint8_t *const parts_sc_Sharada[] = {unicode_sc_Sharada, 0};
static const uint8_t *const parts_scx_Sharada[] = {unicode_scx_Sharada, 0};
static const uint8_t *const parts_sc_Shavian[] = {unicode_sc_Shavian, 0};
static const uint8_t *const parts_scx_Shavian[] = {unicode_scx_Shavian, 0};
static const uint8_t *const parts_sc_Siddham[] = {unicode_sc_Siddham, 0};
static const uint8_t *const parts_sc_Sidetic[] = {unicode_sc_Sidetic, 0};
static const uint8_t *const parts_sc_SignWriting[] = {unicode_sc_SignWriting, 0};
static const uint8_t *const parts_sc_Sinhala[] = {unicode_sc_Sinhala, 0};
static const uint8_t *const parts_scx_Sinhala[] = {unicode_scx_Sinhala, 0};
static const uint8_t *const parts_sc_Sogdian[] = {unicode_sc_Sogdian, 0};
static const uint8_t *const parts_scx_Sogdian[] = {unicode_scx_Sogdian, 0};
static const uint8_t *const parts_sc_Sora_Sompeng[] = {unicode_sc_Sora_Sompeng, 0};
static const uint8_t *const parts_sc_Soyombo[] = {unicode_sc_Soyombo, 0};
static const uint8_t *const parts_sc_Sundanese[] = {unicode_sc_Sundanese, 0};
static const uint8_t *const parts_sc_Sunuwar[] = {unicode_sc_Sunuwar, 0};
static const uint8_t *const parts_scx_Sunuwar[] = {unicode_scx_Sunuwar, 0};
static const uint8_t *const parts_sc_Syloti_Nagri[] = {unicode_sc_Syloti_Nagri, 0};
static const uint8_t *const parts_scx_Syloti_Nagri[] = {unicode_scx_Syloti_Nagri, 0};
static const uint8_t *const parts_sc_Syriac[] = {unicode_sc_Syriac, 0};
static const uint8_t *const parts_scx_Syriac[] = {unicode_scx_Syriac, 0};
static const uint8_t *const parts_sc_Tagalog[] = {unicode_sc_Tagalog, 0};
static const uint8_t *const parts_scx_Tagalog[] = {unicode_scx_Tagalog, 0};
static const uint8_t *const parts_sc_Tagbanwa[] = {unicode_sc_Tagbanwa, 0};
static const uint8_t *const parts_scx_Tagbanwa[] = {unicode_scx_Tagbanwa, 0};
static const uint8_t *const parts_sc_Tai_Le[] = {unicode_sc_Tai_Le, 0};
static const uint8_t *const parts_scx_Tai_Le[] = {unicode_scx_Tai_Le, 0};
static const uint8_t *const parts_sc_Tai_Tham[] = {unicode_sc_Tai_Tham, 0};
static const uint8_t *const parts_sc_Tai_Viet[] = {unicode_sc_Tai_Viet, 0};
static const uint8_t *const parts_sc_Tai_Yo[] = {unicode_sc_Tai_Yo, 0};
static const uint8_t *const parts_sc_Takri[] = {unicode_sc_Takri, 0};
static const uint8_t *const parts_scx_Takri[] = {unicode_scx_Takri, 0};
static const uint8_t *const parts_sc_Tamil[] = {unicode_sc_Tamil, 0};
static const uint8_t *const parts_scx_Tamil[] = {unicode_scx_Tamil, 0};
static const uint8_t *const parts_sc_Tangsa[] = {unicode_sc_Tangsa, 0};
static const uint8_t *const parts_sc_Tangut[] = {unicode_sc_Tangut, 0};
static const uint8_t *const parts_scx_Tangut[] = {unicode_scx_Tangut, 0};
static const uint8_t *const parts_sc_Telugu[] = {unicode_sc_Telugu, 0};
static const uint8_t *const parts_scx_Telugu[] = {unicode_scx_Telugu, 0};
static const uint8_t *const parts_sc_Thaana[] = {unicode_sc_Thaana, 0};
static const uint8_t *const parts_scx_Thaana[] = {unicode_scx_Thaana, 0};
static const uint8_t *const parts_sc_Thai[] = {unicode_sc_Thai, 0};
static const uint8_t *const parts_scx_Thai[] = {unicode_scx_Thai, 0};
static const uint8_t *const parts_sc_Tibetan[] = {unicode_sc_Tibetan, 0};
static const uint8_t *const parts_scx_Tibetan[] = {unicode_scx_Tibetan, 0};
static const uint8_t *const parts_sc_Tifinagh[] = {unicode_sc_Tifinagh, 0};
static const uint8_t *const parts_scx_Tifinagh[] = {unicode_scx_Tifinagh, 0};
static const uint8_t *const parts_sc_Tirhuta[] = {unicode_sc_Tirhuta, 0};
static const uint8_t *const parts_scx_Tirhuta[] = {unicode_scx_Tirhuta, 0};
static const uint8_t *const parts_sc_Todhri[] = {unicode_sc_Todhri, 0};
static const uint8_t *const parts_scx_Todhri[] = {unicode_scx_Todhri, 0};
static const uint8_t *const parts_sc_Tolong_Siki[] = {unicode_sc_Tolong_Siki, 0};
static const uint8_t *const parts_sc_Toto[] = {unicode_sc_Toto, 0};
static const uint8_t *const parts_scx_Toto[] = {unicode_scx_Toto, 0};
static const uint8_t *const parts_sc_Tulu_Tigalari[] = {unicode_sc_Tulu_Tigalari, 0};
static const uint8_t *const parts_scx_Tulu_Tigalari[] = {unicode_scx_Tulu_Tigalari, 0};
static const uint8_t *const parts_sc_Ugaritic[] = {unicode_sc_Ugaritic, 0};
static const uint8_t *const parts_sc_Unknown[] = {unicode_sc_Unknown, 0};
static const uint8_t *const parts_sc_Vai[] = {unicode_sc_Vai, 0};
static const uint8_t *const parts_sc_Vithkuqi[] = {unicode_sc_Vithkuqi, 0};
static const uint8_t *const parts_sc_Wancho[] = {unicode_sc_Wancho, 0};
static const uint8_t *const parts_sc_Warang_Citi[] = {unicode_sc_Warang_Citi, 0};
static const uint8_t *const parts_sc_Yezidi[] = {unicode_sc_Yezidi, 0};
static const uint8_t *const parts_scx_Yezidi[] = {unicode_scx_Yezidi, 0};
static const uint8_t *const parts_sc_Yi[] = {unicode_sc_Yi, 0};
static const uint8_t *const parts_scx_Yi[] = {unicode_scx_Yi, 0};
static const uint8_t *const parts_sc_Zanabazar_Square[] = {unicode_sc_Zanabazar_Square, 0};

static const UnicodeProperty categories[] = {
    {"C", parts_C, 1},
    {"Cased_Letter", parts_LC, 0},
    {"Cc", parts_Cc, 0},
    {"Cf", parts_Cf, 0},
    {"Close_Punctuation", parts_Pe, 0},
    {"Cn", parts_Cn, 1},
    {"Co", parts_Co, 0},
    {"Combining_Mark", parts_M, 0},
    {"Connector_Punctuation", parts_Pc, 0},
    {"Control", parts_Cc, 0},
    {"Cs", parts_Cs, 0},
    {"Currency_Symbol", parts_Sc, 0},
    {"Dash_Punctuation", parts_Pd, 0},
    {"Decimal_Number", parts_Nd, 0},
    {"Enclosing_Mark", parts_Me, 0},
    {"Final_Punctuation", parts_Pf, 0},
    {"Format", parts_Cf, 0},
    {"Initial_Punctuation", parts_Pi, 0},
    {"L", parts_L, 0},
    {"LC", parts_LC, 0},
    {"Letter", parts_L, 0},
    {"Letter_Number", parts_Nl, 0},
    {"Line_Separator", parts_Zl, 0},
    {"Ll", parts_Ll, 0},
    {"Lm", parts_Lm, 0},
    {"Lo", parts_Lo, 0},
    {"Lowercase_Letter", parts_Ll, 0},
    {"Lt", parts_Lt, 0},
    {"Lu", parts_Lu, 0},
    {"M", parts_M, 0},
    {"Mark", parts_M, 0},
    {"Math_Symbol", parts_Sm, 0},
    {"Mc", parts_Mc, 0},
    {"Me", parts_Me, 0},
    {"Mn", parts_Mn, 0},
    {"Modifier_Letter", parts_Lm, 0},
    {"Modifier_Symbol", parts_Sk, 0},
    {"N", parts_N, 0},
    {"Nd", parts_Nd, 0},
    {"Nl", parts_Nl, 0},
    {"No", parts_No, 0},
    {"Nonspacing_Mark", parts_Mn, 0},
    {"Number", parts_N, 0},
    {"Open_Punctuation", parts_Ps, 0},
    {"Other", parts_C, 1},
    {"Other_Letter", parts_Lo, 0},
    {"Other_Number", parts_No, 0},
    {"Other_Punctuation", parts_Po, 0},
    {"Other_Symbol", parts_So, 0},
    {"P", parts_P, 0},
    {"Paragraph_Separator", parts_Zp, 0},
    {"Pc", parts_Pc, 0},
    {"Pd", parts_Pd, 0},
    {"Pe", parts_Pe, 0},
    {"Pf", parts_Pf, 0},
    {"Pi", parts_Pi, 0},
    {"Po", parts_Po, 0},
    {"Private_Use", parts_Co, 0},
    {"Ps", parts_Ps, 0},
    {"Punctuation", parts_P, 0},
    {"S", parts_S, 0},
    {"Sc", parts_Sc, 0},
    {"Separator", parts_Z, 0},
    {"Sk", parts_Sk, 0},
    {"Sm", parts_Sm, 0},
    {"So", parts_So, 0},
    {"Space_Separator", parts_Zs, 0},
    {"Spacing_Mark", parts_Mc, 0},
    {"Surrogate", parts_Cs, 0},
    {"Symbol", parts_S, 0},
    {"Titlecase_Letter", parts_Lt, 0},
    {"Unassigned", parts_Cn, 1},
    {"Uppercase_Letter", parts_Lu, 0},
    {"Z", parts_Z, 0},
    {"Zl", parts_Zl, 0},
    {"Zp", parts_Zp, 0},
    {"Zs", parts_Zs, 0},
    {"cntrl", parts_Cc, 0},
    {"digit", parts_Nd, 0},
    {"punct", parts_P, 0},
};

static const UnicodeProperty binaries[] = {
    {"AHex", parts_ASCII_Hex_Digit, 0},
    {"ASCII", parts_ASCII, 0},
    {"ASCII_Hex_Digit", parts_ASCII_Hex_Digit, 0},
    {"Alpha", parts_Alphabetic, 0},
    {"Alphabetic", parts_Alphabetic, 0},
    {"Any", parts_none, 1},
    {"Assigned", parts_Cn, 0},
    {"Bidi_C", parts_Bidi_Control, 0},
    {"Bidi_Control", parts_Bidi_Control, 0},
    {"Bidi_M", parts_Bidi_Mirrored, 0},
    {"Bidi_Mirrored", parts_Bidi_Mirrored, 0},
    {"CI", parts_Case_Ignorable, 0},
    {"CWCF", parts_Changes_When_Casefolded, 0},
    {"CWCM", parts_Changes_When_Casemapped, 0},
    {"CWKCF", parts_Changes_When_NFKC_Casefolded, 0},
    {"CWL", parts_Changes_When_Lowercased, 0},
    {"CWT", parts_Changes_When_Titlecased, 0},
    {"CWU", parts_Changes_When_Uppercased, 0},
    {"Case_Ignorable", parts_Case_Ignorable, 0},
    {"Cased", parts_Cased, 0},
    {"Changes_When_Casefolded", parts_Changes_When_Casefolded, 0},
    {"Changes_When_Casemapped", parts_Changes_When_Casemapped, 0},
    {"Changes_When_Lowercased", parts_Changes_When_Lowercased, 0},
    {"Changes_When_NFKC_Casefolded", parts_Changes_When_NFKC_Casefolded, 0},
    {"Changes_When_Titlecased", parts_Changes_When_Titlecased, 0},
    {"Changes_When_Uppercased", parts_Changes_When_Uppercased, 0},
    {"DI", parts_Default_Ignorable_Code_Point, 0},
    {"Dash", parts_Dash, 0},
    {"Default_Ignorable_Code_Point", parts_Default_Ignorable_Code_Point, 0},
    {"Dep", parts_Deprecated, 0},
    {"Deprecated", parts_Deprecated, 0},
    {"Dia", parts_Diacritic, 0},
    {"Diacritic", parts_Diacritic, 0},
    {"EBase", parts_Emoji_Modifier_Base, 0},
    {"EComp", parts_Emoji_Component, 0},
    {"EMod", parts_Emoji_Modifier, 0},
    {"EPres", parts_Emoji_Presentation, 0},
    {"Emoji", parts_Emoji, 0},
    {"Emoji_Component", parts_Emoji_Component, 0},
    {"Emoji_Modifier", parts_Emoji_Modifier, 0},
    {"Emoji_Modifier_Base", parts_Emoji_Modifier_Base, 0},
    {"Emoji_Presentation", parts_Emoji_Presentation, 0},
    {"Ext", parts_Extender, 0},
    {"ExtPict", parts_Extended_Pictographic, 0},
    {"Extended_Pictographic", parts_Extended_Pictographic, 0},
    {"Extender", parts_Extender, 0},
    {"Gr_Base", parts_Grapheme_Base, 0},
    {"Gr_Ext", parts_Grapheme_Extend, 0},
    {"Grapheme_Base", parts_Grapheme_Base, 0},
    {"Grapheme_Extend", parts_Grapheme_Extend, 0},
    {"Hex", parts_Hex_Digit, 0},
    {"Hex_Digit", parts_Hex_Digit, 0},
    {"IDC", parts_ID_Continue, 0},
    {"IDS", parts_ID_Start, 0},
    {"IDSB", parts_IDS_Binary_Operator, 0},
    {"IDST", parts_IDS_Trinary_Operator, 0},
    {"IDS_Binary_Operator", parts_IDS_Binary_Operator, 0},
    {"IDS_Trinary_Operator", parts_IDS_Trinary_Operator, 0},
    {"ID_Continue", parts_ID_Continue, 0},
    {"ID_Start", parts_ID_Start, 0},
    {"Ideo", parts_Ideographic, 0},
    {"Ideographic", parts_Ideographic, 0},
    {"Join_C", parts_Join_Control, 0},
    {"Join_Control", parts_Join_Control, 0},
    {"LOE", parts_Logical_Order_Exception, 0},
    {"Logical_Order_Exception", parts_Logical_Order_Exception, 0},
    {"Lower", parts_Lowercase, 0},
    {"Lowercase", parts_Lowercase, 0},
    {"Math", parts_Math, 0},
    {"NChar", parts_Noncharacter_Code_Point, 0},
    {"Noncharacter_Code_Point", parts_Noncharacter_Code_Point, 0},
    {"Pat_Syn", parts_Pattern_Syntax, 0},
    {"Pat_WS", parts_Pattern_White_Space, 0},
    {"Pattern_Syntax", parts_Pattern_Syntax, 0},
    {"Pattern_White_Space", parts_Pattern_White_Space, 0},
    {"QMark", parts_Quotation_Mark, 0},
    {"Quotation_Mark", parts_Quotation_Mark, 0},
    {"RI", parts_Regional_Indicator, 0},
    {"Radical", parts_Radical, 0},
    {"Regional_Indicator", parts_Regional_Indicator, 0},
    {"SD", parts_Soft_Dotted, 0},
    {"STerm", parts_Sentence_Terminal, 0},
    {"Sentence_Terminal", parts_Sentence_Terminal, 0},
    {"Soft_Dotted", parts_Soft_Dotted, 0},
    {"Term", parts_Terminal_Punctuation, 0},
    {"Terminal_Punctuation", parts_Terminal_Punctuation, 0},
    {"UIdeo", parts_Unified_Ideograph, 0},
    {"Unified_Ideograph", parts_Unified_Ideograph, 0},
    {"Upper", parts_Uppercase, 0},
    {"Uppercase", parts_Uppercase, 0},
    {"VS", parts_Variation_Selector, 0},
    {"Variation_Selector", parts_Variation_Selector, 0},
    {"White_Space", parts_White_Space, 0},
    {"XIDC", parts_XID_Continue, 0},
    {"XIDS", parts_XID_Start, 0},
    {"XID_Continue", parts_XID_Continue, 0},
    {"XID_Start", parts_XID_Start, 0},
    {"space", parts_White_Space, 0},
};

static const UnicodeProperty scripts[] = {
    {"Adlam", parts_sc_Adlam, 0},
    {"Adlm", parts_sc_Adlam, 0},
    {"Aghb", parts_sc_Caucasian_Albanian, 0},
    {"Ahom", parts_sc_Ahom, 0},
    {"Anatolian_Hieroglyphs", parts_sc_Anatolian_Hieroglyphs, 0},
    {"Arab", parts_sc_Arabic, 0},
    {"Arabic", parts_sc_Arabic, 0},
    {"Armenian", parts_sc_Armenian, 0},
    {"Armi", parts_sc_Imperial_Aramaic, 0},
    {"Armn", parts_sc_Armenian, 0},
    {"Avestan", parts_sc_Avestan, 0},
    {"Avst", parts_sc_Avestan, 0},
    {"Bali", parts_sc_Balinese, 0},
    {"Balinese", parts_sc_Balinese, 0},
    {"Bamu", parts_sc_Bamum, 0},
    {"Bamum", parts_sc_Bamum, 0},
    {"Bass", parts_sc_Bassa_Vah, 0},
    {"Bassa_Vah", parts_sc_Bassa_Vah, 0},
    {"Batak", parts_sc_Batak, 0},
    {"Batk", parts_sc_Batak, 0},
    {"Beng", parts_sc_Bengali, 0},
    {"Bengali", parts_sc_Bengali, 0},
    {"Berf", parts_sc_Beria_Erfe, 0},
    {"Beria_Erfe", parts_sc_Beria_Erfe, 0},
    {"Bhaiksuki", parts_sc_Bhaiksuki, 0},
    {"Bhks", parts_sc_Bhaiksuki, 0},
    {"Bopo", parts_sc_Bopomofo, 0},
    {"Bopomofo", parts_sc_Bopomofo, 0},
    {"Brah", parts_sc_Brahmi, 0},
    {"Brahmi", parts_sc_Brahmi, 0},
    {"Brai", parts_sc_Braille, 0},
    {"Braille", parts_sc_Braille, 0},
    {"Bugi", parts_sc_Buginese, 0},
    {"Buginese", parts_sc_Buginese, 0},
    {"Buhd", parts_sc_Buhid, 0},
    {"Buhid", parts_sc_Buhid, 0},
    {"Cakm", parts_sc_Chakma, 0},
    {"Canadian_Aboriginal", parts_sc_Canadian_Aboriginal, 0},
    {"Cans", parts_sc_Canadian_Aboriginal, 0},
    {"Cari", parts_sc_Carian, 0},
    {"Carian", parts_sc_Carian, 0},
    {"Caucasian_Albanian", parts_sc_Caucasian_Albanian, 0},
    {"Chakma", parts_sc_Chakma, 0},
    {"Cham", parts_sc_Cham, 0},
    {"Cher", parts_sc_Cherokee, 0},
    {"Cherokee", parts_sc_Cherokee, 0},
    {"Chorasmian", parts_sc_Chorasmian, 0},
    {"Chrs", parts_sc_Chorasmian, 0},
    {"Common", parts_sc_Common, 0},
    {"Copt", parts_sc_Coptic, 0},
    {"Coptic", parts_sc_Coptic, 0},
    {"Cpmn", parts_sc_Cypro_Minoan, 0},
    {"Cprt", parts_sc_Cypriot, 0},
    {"Cuneiform", parts_sc_Cuneiform, 0},
    {"Cypriot", parts_sc_Cypriot, 0},
    {"Cypro_Minoan", parts_sc_Cypro_Minoan, 0},
    {"Cyrillic", parts_sc_Cyrillic, 0},
    {"Cyrl", parts_sc_Cyrillic, 0},
    {"Deseret", parts_sc_Deseret, 0},
    {"Deva", parts_sc_Devanagari, 0},
    {"Devanagari", parts_sc_Devanagari, 0},
    {"Diak", parts_sc_Dives_Akuru, 0},
    {"Dives_Akuru", parts_sc_Dives_Akuru, 0},
    {"Dogr", parts_sc_Dogra, 0},
    {"Dogra", parts_sc_Dogra, 0},
    {"Dsrt", parts_sc_Deseret, 0},
    {"Dupl", parts_sc_Duployan, 0},
    {"Duployan", parts_sc_Duployan, 0},
    {"Egyp", parts_sc_Egyptian_Hieroglyphs, 0},
    {"Egyptian_Hieroglyphs", parts_sc_Egyptian_Hieroglyphs, 0},
    {"Elba", parts_sc_Elbasan, 0},
    {"Elbasan", parts_sc_Elbasan, 0},
    {"Elym", parts_sc_Elymaic, 0},
    {"Elymaic", parts_sc_Elymaic, 0},
    {"Ethi", parts_sc_Ethiopic, 0},
    {"Ethiopic", parts_sc_Ethiopic, 0},
    {"Gara", parts_sc_Garay, 0},
    {"Garay", parts_sc_Garay, 0},
    {"Geor", parts_sc_Georgian, 0},
    {"Georgian", parts_sc_Georgian, 0},
    {"Glag", parts_sc_Glagolitic, 0},
    {"Glagolitic", parts_sc_Glagolitic, 0},
    {"Gong", parts_sc_Gunjala_Gondi, 0},
    {"Gonm", parts_sc_Masaram_Gondi, 0},
    {"Goth", parts_sc_Gothic, 0},
    {"Gothic", parts_sc_Gothic, 0},
    {"Gran", parts_sc_Grantha, 0},
    {"Grantha", parts_sc_Grantha, 0},
    {"Greek", parts_sc_Greek, 0},
    {"Grek", parts_sc_Greek, 0},
    {"Gujarati", parts_sc_Gujarati, 0},
    {"Gujr", parts_sc_Gujarati, 0},
    {"Gukh", parts_sc_Gurung_Khema, 0},
    {"Gunjala_Gondi", parts_sc_Gunjala_Gondi, 0},
    {"Gurmukhi", parts_sc_Gurmukhi, 0},
    {"Guru", parts_sc_Gurmukhi, 0},
    {"Gurung_Khema", parts_sc_Gurung_Khema, 0},
    {"Han", parts_sc_Han, 0},
    {"Hang", parts_sc_Hangul, 0},
    {"Hangul", parts_sc_Hangul, 0},
    {"Hani", parts_sc_Han, 0},
    {"Hanifi_Rohingya", parts_sc_Hanifi_Rohingya, 0},
    {"Hano", parts_sc_Hanunoo, 0},
    {"Hanunoo", parts_sc_Hanunoo, 0},
    {"Hatr", parts_sc_Hatran, 0},
    {"Hatran", parts_sc_Hatran, 0},
    {"Hebr", parts_sc_Hebrew, 0},
    {"Hebrew", parts_sc_Hebrew, 0},
    {"Hira", parts_sc_Hiragana, 0},
    {"Hiragana", parts_sc_Hiragana, 0},
    {"Hluw", parts_sc_Anatolian_Hieroglyphs, 0},
    {"Hmng", parts_sc_Pahawh_Hmong, 0},
    {"Hmnp", parts_sc_Nyiakeng_Puachue_Hmong, 0},
    {"Hung", parts_sc_Old_Hungarian, 0},
    {"Imperial_Aramaic", parts_sc_Imperial_Aramaic, 0},
    {"Inherited", parts_sc_Inherited, 0},
    {"Inscriptional_Pahlavi", parts_sc_Inscriptional_Pahlavi, 0},
    {"Inscriptional_Parthian", parts_sc_Inscriptional_Parthian, 0},
    {"Ital", parts_sc_Old_Italic, 0},
    {"Java", parts_sc_Javanese, 0},
    {"Javanese", parts_sc_Javanese, 0},
    {"Kaithi", parts_sc_Kaithi, 0},
    {"Kali", parts_sc_Kayah_Li, 0},
    {"Kana", parts_sc_Katakana, 0},
    {"Kannada", parts_sc_Kannada, 0},
    {"Katakana", parts_sc_Katakana, 0},
    {"Kawi", parts_sc_Kawi, 0},
    {"Kayah_Li", parts_sc_Kayah_Li, 0},
    {"Khar", parts_sc_Kharoshthi, 0},
    {"Kharoshthi", parts_sc_Kharoshthi, 0},
    {"Khitan_Small_Script", parts_sc_Khitan_Small_Script, 0},
    {"Khmer", parts_sc_Khmer, 0},
    {"Khmr", parts_sc_Khmer, 0},
    {"Khoj", parts_sc_Khojki, 0},
    {"Khojki", parts_sc_Khojki, 0},
    {"Khudawadi", parts_sc_Khudawadi, 0},
    {"Kirat_Rai", parts_sc_Kirat_Rai, 0},
    {"Kits", parts_sc_Khitan_Small_Script, 0},
    {"Knda", parts_sc_Kannada, 0},
    {"Krai", parts_sc_Kirat_Rai, 0},
    {"Kthi", parts_sc_Kaithi, 0},
    {"Lana", parts_sc_Tai_Tham, 0},
    {"Lao", parts_sc_Lao, 0},
    {"Laoo", parts_sc_Lao, 0},
    {"Latin", parts_sc_Latin, 0},
    {"Latn", parts_sc_Latin, 0},
    {"Lepc", parts_sc_Lepcha, 0},
    {"Lepcha", parts_sc_Lepcha, 0},
    {"Limb", parts_sc_Limbu, 0},
    {"Limbu", parts_sc_Limbu, 0},
    {"Lina", parts_sc_Linear_A, 0},
    {"Linb", parts_sc_Linear_B, 0},
    {"Linear_A", parts_sc_Linear_A, 0},
    {"Linear_B", parts_sc_Linear_B, 0},
    {"Lisu", parts_sc_Lisu, 0},
    {"Lyci", parts_sc_Lycian, 0},
    {"Lycian", parts_sc_Lycian, 0},
    {"Lydi", parts_sc_Lydian, 0},
    {"Lydian", parts_sc_Lydian, 0},
    {"Mahajani", parts_sc_Mahajani, 0},
    {"Mahj", parts_sc_Mahajani, 0},
    {"Maka", parts_sc_Makasar, 0},
    {"Makasar", parts_sc_Makasar, 0},
    {"Malayalam", parts_sc_Malayalam, 0},
    {"Mand", parts_sc_Mandaic, 0},
    {"Mandaic", parts_sc_Mandaic, 0},
    {"Mani", parts_sc_Manichaean, 0},
    {"Manichaean", parts_sc_Manichaean, 0},
    {"Marc", parts_sc_Marchen, 0},
    {"Marchen", parts_sc_Marchen, 0},
    {"Masaram_Gondi", parts_sc_Masaram_Gondi, 0},
    {"Medefaidrin", parts_sc_Medefaidrin, 0},
    {"Medf", parts_sc_Medefaidrin, 0},
    {"Meetei_Mayek", parts_sc_Meetei_Mayek, 0},
    {"Mend", parts_sc_Mende_Kikakui, 0},
    {"Mende_Kikakui", parts_sc_Mende_Kikakui, 0},
    {"Merc", parts_sc_Meroitic_Cursive, 0},
    {"Mero", parts_sc_Meroitic_Hieroglyphs, 0},
    {"Meroitic_Cursive", parts_sc_Meroitic_Cursive, 0},
    {"Meroitic_Hieroglyphs", parts_sc_Meroitic_Hieroglyphs, 0},
    {"Miao", parts_sc_Miao, 0},
    {"Mlym", parts_sc_Malayalam, 0},
    {"Modi", parts_sc_Modi, 0},
    {"Mong", parts_sc_Mongolian, 0},
    {"Mongolian", parts_sc_Mongolian, 0},
    {"Mro", parts_sc_Mro, 0},
    {"Mroo", parts_sc_Mro, 0},
    {"Mtei", parts_sc_Meetei_Mayek, 0},
    {"Mult", parts_sc_Multani, 0},
    {"Multani", parts_sc_Multani, 0},
    {"Myanmar", parts_sc_Myanmar, 0},
    {"Mymr", parts_sc_Myanmar, 0},
    {"Nabataean", parts_sc_Nabataean, 0},
    {"Nag_Mundari", parts_sc_Nag_Mundari, 0},
    {"Nagm", parts_sc_Nag_Mundari, 0},
    {"Nand", parts_sc_Nandinagari, 0},
    {"Nandinagari", parts_sc_Nandinagari, 0},
    {"Narb", parts_sc_Old_North_Arabian, 0},
    {"Nbat", parts_sc_Nabataean, 0},
    {"New_Tai_Lue", parts_sc_New_Tai_Lue, 0},
    {"Newa", parts_sc_Newa, 0},
    {"Nko", parts_sc_Nko, 0},
    {"Nkoo", parts_sc_Nko, 0},
    {"Nshu", parts_sc_Nushu, 0},
    {"Nushu", parts_sc_Nushu, 0},
    {"Nyiakeng_Puachue_Hmong", parts_sc_Nyiakeng_Puachue_Hmong, 0},
    {"Ogam", parts_sc_Ogham, 0},
    {"Ogham", parts_sc_Ogham, 0},
    {"Ol_Chiki", parts_sc_Ol_Chiki, 0},
    {"Ol_Onal", parts_sc_Ol_Onal, 0},
    {"Olck", parts_sc_Ol_Chiki, 0},
    {"Old_Hungarian", parts_sc_Old_Hungarian, 0},
    {"Old_Italic", parts_sc_Old_Italic, 0},
    {"Old_North_Arabian", parts_sc_Old_North_Arabian, 0},
    {"Old_Permic", parts_sc_Old_Permic, 0},
    {"Old_Persian", parts_sc_Old_Persian, 0},
    {"Old_Sogdian", parts_sc_Old_Sogdian, 0},
    {"Old_South_Arabian", parts_sc_Old_South_Arabian, 0},
    {"Old_Turkic", parts_sc_Old_Turkic, 0},
    {"Old_Uyghur", parts_sc_Old_Uyghur, 0},
    {"Onao", parts_sc_Ol_Onal, 0},
    {"Oriya", parts_sc_Oriya, 0},
    {"Orkh", parts_sc_Old_Turkic, 0},
    {"Orya", parts_sc_Oriya, 0},
    {"Osage", parts_sc_Osage, 0},
    {"Osge", parts_sc_Osage, 0},
    {"Osma", parts_sc_Osmanya, 0},
    {"Osmanya", parts_sc_Osmanya, 0},
    {"Ougr", parts_sc_Old_Uyghur, 0},
    {"Pahawh_Hmong", parts_sc_Pahawh_Hmong, 0},
    {"Palm", parts_sc_Palmyrene, 0},
    {"Palmyrene", parts_sc_Palmyrene, 0},
    {"Pau_Cin_Hau", parts_sc_Pau_Cin_Hau, 0},
    {"Pauc", parts_sc_Pau_Cin_Hau, 0},
    {"Perm", parts_sc_Old_Permic, 0},
    {"Phag", parts_sc_Phags_Pa, 0},
    {"Phags_Pa", parts_sc_Phags_Pa, 0},
    {"Phli", parts_sc_Inscriptional_Pahlavi, 0},
    {"Phlp", parts_sc_Psalter_Pahlavi, 0},
    {"Phnx", parts_sc_Phoenician, 0},
    {"Phoenician", parts_sc_Phoenician, 0},
    {"Plrd", parts_sc_Miao, 0},
    {"Prti", parts_sc_Inscriptional_Parthian, 0},
    {"Psalter_Pahlavi", parts_sc_Psalter_Pahlavi, 0},
    {"Qaac", parts_sc_Coptic, 0},
    {"Qaai", parts_sc_Inherited, 0},
    {"Rejang", parts_sc_Rejang, 0},
    {"Rjng", parts_sc_Rejang, 0},
    {"Rohg", parts_sc_Hanifi_Rohingya, 0},
    {"Runic", parts_sc_Runic, 0},
    {"Runr", parts_sc_Runic, 0},
    {"Samaritan", parts_sc_Samaritan, 0},
    {"Samr", parts_sc_Samaritan, 0},
    {"Sarb", parts_sc_Old_South_Arabian, 0},
    {"Saur", parts_sc_Saurashtra, 0},
    {"Saurashtra", parts_sc_Saurashtra, 0},
    {"Sgnw", parts_sc_SignWriting, 0},
    {"Sharada", parts_sc_Sharada, 0},
    {"Shavian", parts_sc_Shavian, 0},
    {"Shaw", parts_sc_Shavian, 0},
    {"Shrd", parts_sc_Sharada, 0},
    {"Sidd", parts_sc_Siddham, 0},
    {"Siddham", parts_sc_Siddham, 0},
    {"Sidetic", parts_sc_Sidetic, 0},
    {"Sidt", parts_sc_Sidetic, 0},
    {"SignWriting", parts_sc_SignWriting, 0},
    {"Sind", parts_sc_Khudawadi, 0},
    {"Sinh", parts_sc_Sinhala, 0},
    {"Sinhala", parts_sc_Sinhala, 0},
    {"Sogd", parts_sc_Sogdian, 0},
    {"Sogdian", parts_sc_Sogdian, 0},
    {"Sogo", parts_sc_Old_Sogdian, 0},
    {"Sora", parts_sc_Sora_Sompeng, 0},
    {"Sora_Sompeng", parts_sc_Sora_Sompeng, 0},
    {"Soyo", parts_sc_Soyombo, 0},
    {"Soyombo", parts_sc_Soyombo, 0},
    {"Sund", parts_sc_Sundanese, 0},
    {"Sundanese", parts_sc_Sundanese, 0},
    {"Sunu", parts_sc_Sunuwar, 0},
    {"Sunuwar", parts_sc_Sunuwar, 0},
    {"Sylo", parts_sc_Syloti_Nagri, 0},
    {"Syloti_Nagri", parts_sc_Syloti_Nagri, 0},
    {"Syrc", parts_sc_Syriac, 0},
    {"Syriac", parts_sc_Syriac, 0},
    {"Tagalog", parts_sc_Tagalog, 0},
    {"Tagb", parts_sc_Tagbanwa, 0},
    {"Tagbanwa", parts_sc_Tagbanwa, 0},
    {"Tai_Le", parts_sc_Tai_Le, 0},
    {"Tai_Tham", parts_sc_Tai_Tham, 0},
    {"Tai_Viet", parts_sc_Tai_Viet, 0},
    {"Tai_Yo", parts_sc_Tai_Yo, 0},
    {"Takr", parts_sc_Takri, 0},
    {"Takri", parts_sc_Takri, 0},
    {"Tale", parts_sc_Tai_Le, 0},
    {"Talu", parts_sc_New_Tai_Lue, 0},
    {"Tamil", parts_sc_Tamil, 0},
    {"Taml", parts_sc_Tamil, 0},
    {"Tang", parts_sc_Tangut, 0},
    {"Tangsa", parts_sc_Tangsa, 0},
    {"Tangut", parts_sc_Tangut, 0},
    {"Tavt", parts_sc_Tai_Viet, 0},
    {"Tayo", parts_sc_Tai_Yo, 0},
    {"Telu", parts_sc_Telugu, 0},
    {"Telugu", parts_sc_Telugu, 0},
    {"Tfng", parts_sc_Tifinagh, 0},
    {"Tglg", parts_sc_Tagalog, 0},
    {"Thaa", parts_sc_Thaana, 0},
    {"Thaana", parts_sc_Thaana, 0},
    {"Thai", parts_sc_Thai, 0},
    {"Tibetan", parts_sc_Tibetan, 0},
    {"Tibt", parts_sc_Tibetan, 0},
    {"Tifinagh", parts_sc_Tifinagh, 0},
    {"Tirh", parts_sc_Tirhuta, 0},
    {"Tirhuta", parts_sc_Tirhuta, 0},
    {"Tnsa", parts_sc_Tangsa, 0},
    {"Todhri", parts_sc_Todhri, 0},
    {"Todr", parts_sc_Todhri, 0},
    {"Tolong_Siki", parts_sc_Tolong_Siki, 0},
    {"Tols", parts_sc_Tolong_Siki, 0},
    {"Toto", parts_sc_Toto, 0},
    {"Tulu_Tigalari", parts_sc_Tulu_Tigalari, 0},
    {"Tutg", parts_sc_Tulu_Tigalari, 0},
    {"Ugar", parts_sc_Ugaritic, 0},
    {"Ugaritic", parts_sc_Ugaritic, 0},
    {"Unknown", parts_sc_Unknown, 0},
    {"Vai", parts_sc_Vai, 0},
    {"Vaii", parts_sc_Vai, 0},
    {"Vith", parts_sc_Vithkuqi, 0},
    {"Vithkuqi", parts_sc_Vithkuqi, 0},
    {"Wancho", parts_sc_Wancho, 0},
    {"Wara", parts_sc_Warang_Citi, 0},
    {"Warang_Citi", parts_sc_Warang_Citi, 0},
    {"Wcho", parts_sc_Wancho, 0},
    {"Xpeo", parts_sc_Old_Persian, 0},
    {"Xsux", parts_sc_Cuneiform, 0},
    {"Yezi", parts_sc_Yezidi, 0},
    {"Yezidi", parts_sc_Yezidi, 0},
    {"Yi", parts_sc_Yi, 0},
    {"Yiii", parts_sc_Yi, 0},
    {"Zanabazar_Square", parts_sc_Zanabazar_Square, 0},
    {"Zanb", parts_sc_Zanabazar_Square, 0},
    {"Zinh", parts_sc_Inherited, 0},
    {"Zyyy", parts_sc_Common, 0},
    {"Zzzz", parts_sc_Unknown, 0},
};

static const UnicodeProperty script_extensions[] = {
    {"Adlam", parts_scx_Adlam, 0},
    {"Adlm", parts_scx_Adlam, 0},
    {"Aghb", parts_scx_Caucasian_Albanian, 0},
    {"Ahom", parts_sc_Ahom, 0},
    {"Anatolian_Hieroglyphs", parts_sc_Anatolian_Hieroglyphs, 0},
    {"Arab", parts_scx_Arabic, 0},
    {"Arabic", parts_scx_Arabic, 0},
    {"Armenian", parts_scx_Armenian, 0},
    {"Armi", parts_sc_Imperial_Aramaic, 0},
    {"Armn", parts_scx_Armenian, 0},
    {"Avestan", parts_scx_Avestan, 0},
    {"Avst", parts_scx_Avestan, 0},
    {"Bali", parts_sc_Balinese, 0},
    {"Balinese", parts_sc_Balinese, 0},
    {"Bamu", parts_sc_Bamum, 0},
    {"Bamum", parts_sc_Bamum, 0},
    {"Bass", parts_sc_Bassa_Vah, 0},
    {"Bassa_Vah", parts_sc_Bassa_Vah, 0},
    {"Batak", parts_sc_Batak, 0},
    {"Batk", parts_sc_Batak, 0},
    {"Beng", parts_scx_Bengali, 0},
    {"Bengali", parts_scx_Bengali, 0},
    {"Berf", parts_sc_Beria_Erfe, 0},
    {"Beria_Erfe", parts_sc_Beria_Erfe, 0},
    {"Bhaiksuki", parts_sc_Bhaiksuki, 0},
    {"Bhks", parts_sc_Bhaiksuki, 0},
    {"Bopo", parts_scx_Bopomofo, 0},
    {"Bopomofo", parts_scx_Bopomofo, 0},
    {"Brah", parts_sc_Brahmi, 0},
    {"Brahmi", parts_sc_Brahmi, 0},
    {"Brai", parts_sc_Braille, 0},
    {"Braille", parts_sc_Braille, 0},
    {"Bugi", parts_scx_Buginese, 0},
    {"Buginese", parts_scx_Buginese, 0},
    {"Buhd", parts_scx_Buhid, 0},
    {"Buhid", parts_scx_Buhid, 0},
    {"Cakm", parts_scx_Chakma, 0},
    {"Canadian_Aboriginal", parts_sc_Canadian_Aboriginal, 0},
    {"Cans", parts_sc_Canadian_Aboriginal, 0},
    {"Cari", parts_scx_Carian, 0},
    {"Carian", parts_scx_Carian, 0},
    {"Caucasian_Albanian", parts_scx_Caucasian_Albanian, 0},
    {"Chakma", parts_scx_Chakma, 0},
    {"Cham", parts_sc_Cham, 0},
    {"Cher", parts_scx_Cherokee, 0},
    {"Cherokee", parts_scx_Cherokee, 0},
    {"Chorasmian", parts_sc_Chorasmian, 0},
    {"Chrs", parts_sc_Chorasmian, 0},
    {"Common", parts_scx_Common, 0},
    {"Copt", parts_scx_Coptic, 0},
    {"Coptic", parts_scx_Coptic, 0},
    {"Cpmn", parts_scx_Cypro_Minoan, 0},
    {"Cprt", parts_scx_Cypriot, 0},
    {"Cuneiform", parts_sc_Cuneiform, 0},
    {"Cypriot", parts_scx_Cypriot, 0},
    {"Cypro_Minoan", parts_scx_Cypro_Minoan, 0},
    {"Cyrillic", parts_scx_Cyrillic, 0},
    {"Cyrl", parts_scx_Cyrillic, 0},
    {"Deseret", parts_sc_Deseret, 0},
    {"Deva", parts_scx_Devanagari, 0},
    {"Devanagari", parts_scx_Devanagari, 0},
    {"Diak", parts_sc_Dives_Akuru, 0},
    {"Dives_Akuru", parts_sc_Dives_Akuru, 0},
    {"Dogr", parts_scx_Dogra, 0},
    {"Dogra", parts_scx_Dogra, 0},
    {"Dsrt", parts_sc_Deseret, 0},
    {"Dupl", parts_scx_Duployan, 0},
    {"Duployan", parts_scx_Duployan, 0},
    {"Egyp", parts_sc_Egyptian_Hieroglyphs, 0},
    {"Egyptian_Hieroglyphs", parts_sc_Egyptian_Hieroglyphs, 0},
    {"Elba", parts_scx_Elbasan, 0},
    {"Elbasan", parts_scx_Elbasan, 0},
    {"Elym", parts_sc_Elymaic, 0},
    {"Elymaic", parts_sc_Elymaic, 0},
    {"Ethi", parts_scx_Ethiopic, 0},
    {"Ethiopic", parts_scx_Ethiopic, 0},
    {"Gara", parts_scx_Garay, 0},
    {"Garay", parts_scx_Garay, 0},
    {"Geor", parts_scx_Georgian, 0},
    {"Georgian", parts_scx_Georgian, 0},
    {"Glag", parts_scx_Glagolitic, 0},
    {"Glagolitic", parts_scx_Glagolitic, 0},
    {"Gong", parts_scx_Gunjala_Gondi, 0},
    {"Gonm", parts_scx_Masaram_Gondi, 0},
    {"Goth", parts_scx_Gothic, 0},
    {"Gothic", parts_scx_Gothic, 0},
    {"Gran", parts_scx_Grantha, 0},
    {"Grantha", parts_scx_Grantha, 0},
    {"Greek", parts_scx_Greek, 0},
    {"Grek", parts_scx_Greek, 0},
    {"Gujarati", parts_scx_Gujarati, 0},
    {"Gujr", parts_scx_Gujarati, 0},
    {"Gukh", parts_scx_Gurung_Khema, 0},
    {"Gunjala_Gondi", parts_scx_Gunjala_Gondi, 0},
    {"Gurmukhi", parts_scx_Gurmukhi, 0},
    {"Guru", parts_scx_Gurmukhi, 0},
    {"Gurung_Khema", parts_scx_Gurung_Khema, 0},
    {"Han", parts_scx_Han, 0},
    {"Hang", parts_scx_Hangul, 0},
    {"Hangul", parts_scx_Hangul, 0},
    {"Hani", parts_scx_Han, 0},
    {"Hanifi_Rohingya", parts_scx_Hanifi_Rohingya, 0},
    {"Hano", parts_scx_Hanunoo, 0},
    {"Hanunoo", parts_scx_Hanunoo, 0},
    {"Hatr", parts_sc_Hatran, 0},
    {"Hatran", parts_sc_Hatran, 0},
    {"Hebr", parts_scx_Hebrew, 0},
    {"Hebrew", parts_scx_Hebrew, 0},
    {"Hira", parts_scx_Hiragana, 0},
    {"Hiragana", parts_scx_Hiragana, 0},
    {"Hluw", parts_sc_Anatolian_Hieroglyphs, 0},
    {"Hmng", parts_sc_Pahawh_Hmong, 0},
    {"Hmnp", parts_sc_Nyiakeng_Puachue_Hmong, 0},
    {"Hung", parts_scx_Old_Hungarian, 0},
    {"Imperial_Aramaic", parts_sc_Imperial_Aramaic, 0},
    {"Inherited", parts_scx_Inherited, 0},
    {"Inscriptional_Pahlavi", parts_sc_Inscriptional_Pahlavi, 0},
    {"Inscriptional_Parthian", parts_sc_Inscriptional_Parthian, 0},
    {"Ital", parts_sc_Old_Italic, 0},
    {"Java", parts_scx_Javanese, 0},
    {"Javanese", parts_scx_Javanese, 0},
    {"Kaithi", parts_scx_Kaithi, 0},
    {"Kali", parts_scx_Kayah_Li, 0},
    {"Kana", parts_scx_Katakana, 0},
    {"Kannada", parts_scx_Kannada, 0},
    {"Katakana", parts_scx_Katakana, 0},
    {"Kawi", parts_sc_Kawi, 0},
    {"Kayah_Li", parts_scx_Kayah_Li, 0},
    {"Khar", parts_sc_Kharoshthi, 0},
    {"Kharoshthi", parts_sc_Kharoshthi, 0},
    {"Khitan_Small_Script", parts_sc_Khitan_Small_Script, 0},
    {"Khmer", parts_sc_Khmer, 0},
    {"Khmr", parts_sc_Khmer, 0},
    {"Khoj", parts_scx_Khojki, 0},
    {"Khojki", parts_scx_Khojki, 0},
    {"Khudawadi", parts_scx_Khudawadi, 0},
    {"Kirat_Rai", parts_sc_Kirat_Rai, 0},
    {"Kits", parts_sc_Khitan_Small_Script, 0},
    {"Knda", parts_scx_Kannada, 0},
    {"Krai", parts_sc_Kirat_Rai, 0},
    {"Kthi", parts_scx_Kaithi, 0},
    {"Lana", parts_sc_Tai_Tham, 0},
    {"Lao", parts_sc_Lao, 0},
    {"Laoo", parts_sc_Lao, 0},
    {"Latin", parts_scx_Latin, 0},
    {"Latn", parts_scx_Latin, 0},
    {"Lepc", parts_sc_Lepcha, 0},
    {"Lepcha", parts_sc_Lepcha, 0},
    {"Limb", parts_scx_Limbu, 0},
    {"Limbu", parts_scx_Limbu, 0},
    {"Lina", parts_scx_Linear_A, 0},
    {"Linb", parts_scx_Linear_B, 0},
    {"Linear_A", parts_scx_Linear_A, 0},
    {"Linear_B", parts_scx_Linear_B, 0},
    {"Lisu", parts_scx_Lisu, 0},
    {"Lyci", parts_scx_Lycian, 0},
    {"Lycian", parts_scx_Lycian, 0},
    {"Lydi", parts_scx_Lydian, 0},
    {"Lydian", parts_scx_Lydian, 0},
    {"Mahajani", parts_scx_Mahajani, 0},
    {"Mahj", parts_scx_Mahajani, 0},
    {"Maka", parts_sc_Makasar, 0},
    {"Makasar", parts_sc_Makasar, 0},
    {"Malayalam", parts_scx_Malayalam, 0},
    {"Mand", parts_scx_Mandaic, 0},
    {"Mandaic", parts_scx_Mandaic, 0},
    {"Mani", parts_scx_Manichaean, 0},
    {"Manichaean", parts_scx_Manichaean, 0},
    {"Marc", parts_sc_Marchen, 0},
    {"Marchen", parts_sc_Marchen, 0},
    {"Masaram_Gondi", parts_scx_Masaram_Gondi, 0},
    {"Medefaidrin", parts_sc_Medefaidrin, 0},
    {"Medf", parts_sc_Medefaidrin, 0},
    {"Meetei_Mayek", parts_sc_Meetei_Mayek, 0},
    {"Mend", parts_sc_Mende_Kikakui, 0},
    {"Mende_Kikakui", parts_sc_Mende_Kikakui, 0},
    {"Merc", parts_sc_Meroitic_Cursive, 0},
    {"Mero", parts_scx_Meroitic_Hieroglyphs, 0},
    {"Meroitic_Cursive", parts_sc_Meroitic_Cursive, 0},
    {"Meroitic_Hieroglyphs", parts_scx_Meroitic_Hieroglyphs, 0},
    {"Miao", parts_sc_Miao, 0},
    {"Mlym", parts_scx_Malayalam, 0},
    {"Modi", parts_scx_Modi, 0},
    {"Mong", parts_scx_Mongolian, 0},
    {"Mongolian", parts_scx_Mongolian, 0},
    {"Mro", parts_sc_Mro, 0},
    {"Mroo", parts_sc_Mro, 0},
    {"Mtei", parts_sc_Meetei_Mayek, 0},
    {"Mult", parts_scx_Multani, 0},
    {"Multani", parts_scx_Multani, 0},
    {"Myanmar", parts_scx_Myanmar, 0},
    {"Mymr", parts_scx_Myanmar, 0},
    {"Nabataean", parts_sc_Nabataean, 0},
    {"Nag_Mundari", parts_sc_Nag_Mundari, 0},
    {"Nagm", parts_sc_Nag_Mundari, 0},
    {"Nand", parts_scx_Nandinagari, 0},
    {"Nandinagari", parts_scx_Nandinagari, 0},
    {"Narb", parts_sc_Old_North_Arabian, 0},
    {"Nbat", parts_sc_Nabataean, 0},
    {"New_Tai_Lue", parts_sc_New_Tai_Lue, 0},
    {"Newa", parts_scx_Newa, 0},
    {"Nko", parts_scx_Nko, 0},
    {"Nkoo", parts_scx_Nko, 0},
    {"Nshu", parts_sc_Nushu, 0},
    {"Nushu", parts_sc_Nushu, 0},
    {"Nyiakeng_Puachue_Hmong", parts_sc_Nyiakeng_Puachue_Hmong, 0},
    {"Ogam", parts_sc_Ogham, 0},
    {"Ogham", parts_sc_Ogham, 0},
    {"Ol_Chiki", parts_sc_Ol_Chiki, 0},
    {"Ol_Onal", parts_scx_Ol_Onal, 0},
    {"Olck", parts_sc_Ol_Chiki, 0},
    {"Old_Hungarian", parts_scx_Old_Hungarian, 0},
    {"Old_Italic", parts_sc_Old_Italic, 0},
    {"Old_North_Arabian", parts_sc_Old_North_Arabian, 0},
    {"Old_Permic", parts_scx_Old_Permic, 0},
    {"Old_Persian", parts_sc_Old_Persian, 0},
    {"Old_Sogdian", parts_sc_Old_Sogdian, 0},
    {"Old_South_Arabian", parts_sc_Old_South_Arabian, 0},
    {"Old_Turkic", parts_scx_Old_Turkic, 0},
    {"Old_Uyghur", parts_scx_Old_Uyghur, 0},
    {"Onao", parts_scx_Ol_Onal, 0},
    {"Oriya", parts_scx_Oriya, 0},
    {"Orkh", parts_scx_Old_Turkic, 0},
    {"Orya", parts_scx_Oriya, 0},
    {"Osage", parts_scx_Osage, 0},
    {"Osge", parts_scx_Osage, 0},
    {"Osma", parts_sc_Osmanya, 0},
    {"Osmanya", parts_sc_Osmanya, 0},
    {"Ougr", parts_scx_Old_Uyghur, 0},
    {"Pahawh_Hmong", parts_sc_Pahawh_Hmong, 0},
    {"Palm", parts_sc_Palmyrene, 0},
    {"Palmyrene", parts_sc_Palmyrene, 0},
    {"Pau_Cin_Hau", parts_sc_Pau_Cin_Hau, 0},
    {"Pauc", parts_sc_Pau_Cin_Hau, 0},
    {"Perm", parts_scx_Old_Permic, 0},
    {"Phag", parts_scx_Phags_Pa, 0},
    {"Phags_Pa", parts_scx_Phags_Pa, 0},
    {"Phli", parts_sc_Inscriptional_Pahlavi, 0},
    {"Phlp", parts_scx_Psalter_Pahlavi, 0},
    {"Phnx", parts_sc_Phoenician, 0},
    {"Phoenician", parts_sc_Phoenician, 0},
    {"Plrd", parts_sc_Miao, 0},
    {"Prti", parts_sc_Inscriptional_Parthian, 0},
    {"Psalter_Pahlavi", parts_scx_Psalter_Pahlavi, 0},
    {"Qaac", parts_scx_Coptic, 0},
    {"Qaai", parts_scx_Inherited, 0},
    {"Rejang", parts_sc_Rejang, 0},
    {"Rjng", parts_sc_Rejang, 0},
    {"Rohg", parts_scx_Hanifi_Rohingya, 0},
    {"Runic", parts_scx_Runic, 0},
    {"Runr", parts_scx_Runic, 0},
    {"Samaritan", parts_scx_Samaritan, 0},
    {"Samr", parts_scx_Samaritan, 0},
    {"Sarb", parts_sc_Old_South_Arabian, 0},
    {"Saur", parts_sc_Saurashtra, 0},
    {"Saurashtra", parts_sc_Saurashtra, 0},
    {"Sgnw", parts_sc_SignWriting, 0},
    {"Sharada", parts_scx_Sharada, 0},
    {"Shavian", parts_scx_Shavian, 0},
    {"Shaw", parts_scx_Shavian, 0},
    {"Shrd", parts_scx_Sharada, 0},
    {"Sidd", parts_sc_Siddham, 0},
    {"Siddham", parts_sc_Siddham, 0},
    {"Sidetic", parts_sc_Sidetic, 0},
    {"Sidt", parts_sc_Sidetic, 0},
    {"SignWriting", parts_sc_SignWriting, 0},
    {"Sind", parts_scx_Khudawadi, 0},
    {"Sinh", parts_scx_Sinhala, 0},
    {"Sinhala", parts_scx_Sinhala, 0},
    {"Sogd", parts_scx_Sogdian, 0},
    {"Sogdian", parts_scx_Sogdian, 0},
    {"Sogo", parts_sc_Old_Sogdian, 0},
    {"Sora", parts_sc_Sora_Sompeng, 0},
    {"Sora_Sompeng", parts_sc_Sora_Sompeng, 0},
    {"Soyo", parts_sc_Soyombo, 0},
    {"Soyombo", parts_sc_Soyombo, 0},
    {"Sund", parts_sc_Sundanese, 0},
    {"Sundanese", parts_sc_Sundanese, 0},
    {"Sunu", parts_scx_Sunuwar, 0},
    {"Sunuwar", parts_scx_Sunuwar, 0},
    {"Sylo", parts_scx_Syloti_Nagri, 0},
    {"Syloti_Nagri", parts_scx_Syloti_Nagri, 0},
    {"Syrc", parts_scx_Syriac, 0},
    {"Syriac", parts_scx_Syriac, 0},
    {"Tagalog", parts_scx_Tagalog, 0},
    {"Tagb", parts_scx_Tagbanwa, 0},
    {"Tagbanwa", parts_scx_Tagbanwa, 0},
    {"Tai_Le", parts_scx_Tai_Le, 0},
    {"Tai_Tham", parts_sc_Tai_Tham, 0},
    {"Tai_Viet", parts_sc_Tai_Viet, 0},
    {"Tai_Yo", parts_sc_Tai_Yo, 0},
    {"Takr", parts_scx_Takri, 0},
    {"Takri", parts_scx_Takri, 0},
    {"Tale", parts_scx_Tai_Le, 0},
    {"Talu", parts_sc_New_Tai_Lue, 0},
    {"Tamil", parts_scx_Tamil, 0},
    {"Taml", parts_scx_Tamil, 0},
    {"Tang", parts_scx_Tangut, 0},
    {"Tangsa", parts_sc_Tangsa, 0},
    {"Tangut", parts_scx_Tangut, 0},
    {"Tavt", parts_sc_Tai_Viet, 0},
    {"Tayo", parts_sc_Tai_Yo, 0},
    {"Telu", parts_scx_Telugu, 0},
    {"Telugu", parts_scx_Telugu, 0},
    {"Tfng", parts_scx_Tifinagh, 0},
    {"Tglg", parts_scx_Tagalog, 0},
    {"Thaa", parts_scx_Thaana, 0},
    {"Thaana", parts_scx_Thaana, 0},
    {"Thai", parts_scx_Thai, 0},
    {"Tibetan", parts_scx_Tibetan, 0},
    {"Tibt", parts_scx_Tibetan, 0},
    {"Tifinagh", parts_scx_Tifinagh, 0},
    {"Tirh", parts_scx_Tirhuta, 0},
    {"Tirhuta", parts_scx_Tirhuta, 0},
    {"Tnsa", parts_sc_Tangsa, 0},
    {"Todhri", parts_scx_Todhri, 0},
    {"Todr", parts_scx_Todhri, 0},
    {"Tolong_Siki", parts_sc_Tolong_Siki, 0},
    {"Tols", parts_sc_Tolong_Siki, 0},
    {"Toto", parts_scx_Toto, 0},
    {"Tulu_Tigalari", parts_scx_Tulu_Tigalari, 0},
    {"Tutg", parts_scx_Tulu_Tigalari, 0},
    {"Ugar", parts_sc_Ugaritic, 0},
    {"Ugaritic", parts_sc_Ugaritic, 0},
    {"Unknown", parts_sc_Unknown, 0},
    {"Vai", parts_sc_Vai, 0},
    {"Vaii", parts_sc_Vai, 0},
    {"Vith", parts_sc_Vithkuqi, 0},
    {"Vithkuqi", parts_sc_Vithkuqi, 0},
    {"Wancho", parts_sc_Wancho, 0},
    {"Wara", parts_sc_Warang_Citi, 0},
    {"Warang_Citi", parts_sc_Warang_Citi, 0},
    {"Wcho", parts_sc_Wancho, 0},
    {"Xpeo", parts_sc_Old_Persian, 0},
    {"Xsux", parts_sc_Cuneiform, 0},
    {"Yezi", parts_scx_Yezidi, 0},
    {"Yezidi", parts_scx_Yezidi, 0},
    {"Yi", parts_scx_Yi, 0},
    {"Yiii", parts_scx_Yi, 0},
    {"Zanabazar_Square", parts_sc_Zanabazar_Square, 0},
    {"Zanb", parts_sc_Zanabazar_Square, 0},
    {"Zinh", parts_scx_Inherited, 0},
    {"Zyyy", parts_scx_Common, 0},
    {"Zzzz", parts_sc_Unknown, 0},
};

const UnicodePropertyTable unicode_property_tables[4] = {
    {categories, sizeof categories / sizeof *categories},
    {binaries, sizeof binaries / sizeof *binaries},
    {scripts, sizeof scripts / sizeof *scripts},
    {script_extensions, sizeof script_extensions / sizeof *script_extensions},
};
