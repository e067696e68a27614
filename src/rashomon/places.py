"""Countries: their names, the words for their people, their capitals and seats of power.

News lets a capital or a building speak for a government ("the Kremlin", "Washington"). The table
is general: all states and some territories that news reports as actors.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Name, other names | adjectives and names of people | capitals | seats and bodies of power.
# A line that begins with a space goes on from the one before.
_TABLE = """
Afghanistan | Afghan, Afghans | Kabul
Albania | Albanian, Albanians | Tirana
Algeria | Algerian, Algerians | Algiers
Andorra | Andorran, Andorrans | Andorra la Vella
Angola | Angolan, Angolans | Luanda
Antigua and Barbuda | Antiguan, Antiguans
Argentina | Argentine, Argentines, Argentinian, Argentinians | Buenos Aires | Casa Rosada
Armenia | Armenian, Armenians | Yerevan
Australia | Australian, Australians | Canberra
Austria | Austrian, Austrians | Vienna
Azerbaijan | Azerbaijani, Azerbaijanis, Azeri, Azeris | Baku
Bahamas, the Bahamas | Bahamian, Bahamians | Nassau
Bahrain | Bahraini, Bahrainis | Manama
Bangladesh | Bangladeshi, Bangladeshis | Dhaka
Barbados | Barbadian, Barbadians | Bridgetown
Belarus | Belarusian, Belarusians, Belarussian, Belarussians | Minsk
Belgium | Belgian, Belgians
Belize | Belizean, Belizeans | Belmopan
Benin | Beninese | Porto-Novo
Bhutan | Bhutanese | Thimphu
Bolivia | Bolivian, Bolivians | La Paz
Bosnia and Herzegovina, Bosnia, Bosnia-Herzegovina | Bosnian, Bosnians | Sarajevo
Botswana | Botswanan, Motswana, Batswana | Gaborone
Brazil | Brazilian, Brazilians | Brasilia, Brasília | Planalto
Brunei | Bruneian, Bruneians | Bandar Seri Begawan
Bulgaria | Bulgarian, Bulgarians | Sofia
Burkina Faso | Burkinabe, Burkinabé | Ouagadougou
Burundi | Burundian, Burundians | Bujumbura
Cambodia | Cambodian, Cambodians | Phnom Penh
Cameroon | Cameroonian, Cameroonians | Yaounde, Yaoundé
Canada | Canadian, Canadians | Ottawa
Cape Verde, Cabo Verde | Cape Verdean, Cape Verdeans | Praia
Central African Republic | Central African, Central Africans | Bangui
Chad | Chadian, Chadians | N'Djamena
Chile | Chilean, Chileans | | La Moneda
China, People's Republic of China, PRC, mainland China | Chinese | Beijing, Peking | Zhongnanhai
Colombia | Colombian, Colombians | Bogota, Bogotá
Comoros | Comoran, Comorans, Comorian | Moroni
Democratic Republic of Congo, Democratic Republic of the Congo, DRC, DR Congo | | Kinshasa
Republic of Congo, Congo-Brazzaville | | Brazzaville
Costa Rica | Costa Rican, Costa Ricans
Croatia | Croatian, Croatians, Croat, Croats | Zagreb
Cuba | Cuban, Cubans | Havana
Cyprus | Cypriot, Cypriots | Nicosia
Czech Republic, Czechia | Czech, Czechs | Prague | Prague Castle
Denmark | Danish, Dane, Danes | Copenhagen | Christiansborg
Djibouti | Djiboutian, Djiboutians
Dominica | | Roseau
Dominican Republic | | Santo Domingo
East Timor, Timor-Leste | Timorese | Dili
Ecuador | Ecuadorian, Ecuadorians, Ecuadorean, Ecuadoreans | Quito
Egypt | Egyptian, Egyptians | Cairo
El Salvador | Salvadoran, Salvadorans, Salvadorean | San Salvador
Equatorial Guinea | Equatoguinean | Malabo
Eritrea | Eritrean, Eritreans | Asmara
Estonia | Estonian, Estonians | Tallinn
Eswatini, Swaziland | Swazi, Swazis | Mbabane
Ethiopia | Ethiopian, Ethiopians | Addis Ababa
Fiji | Fijian, Fijians | Suva
Finland | Finnish, Finn, Finns | Helsinki
France | French, Frenchman, Frenchmen | Paris | Elysee, Élysée, Elysee Palace, Élysée Palace, Quai
  d'Orsay, Matignon
Gabon | Gabonese | Libreville
Gambia, The Gambia | Gambian, Gambians | Banjul
Georgia | Georgian, Georgians | Tbilisi
Germany | German, Germans | Berlin | Bundeswehr, Bundesregierung
Ghana | Ghanaian, Ghanaians | Accra
Greece | Greek, Greeks | Athens
Grenada | Grenadian, Grenadians
Guatemala | Guatemalan, Guatemalans | Guatemala City
Guinea | Guinean, Guineans | Conakry
Guinea-Bissau | | Bissau
Guyana | Guyanese
Haiti | Haitian, Haitians | Port-au-Prince
Honduras | Honduran, Hondurans | Tegucigalpa
Hungary | Hungarian, Hungarians | Budapest
Iceland | Icelandic, Icelander, Icelanders | Reykjavik, Reykjavík
India | Indian, Indians | New Delhi, Delhi | South Block
Indonesia | Indonesian, Indonesians | Jakarta
Iran, Islamic Republic of Iran | Iranian, Iranians | Tehran, Teheran
Iraq | Iraqi, Iraqis | Baghdad
Ireland, Republic of Ireland | Irish | Dublin | Leinster House
Israel | Israeli, Israelis | Jerusalem, Tel Aviv | Israel Defense Forces, IDF, Knesset
Italy | Italian, Italians | Rome | Quirinale, Palazzo Chigi
Ivory Coast, Cote d'Ivoire, Côte d'Ivoire | Ivorian, Ivorians | Yamoussoukro
Jamaica | Jamaican, Jamaicans
Japan | Japanese | Tokyo
Jordan | Jordanian, Jordanians | Amman
Kazakhstan | Kazakh, Kazakhs, Kazakhstani | Astana, Nur-Sultan
Kenya | Kenyan, Kenyans | Nairobi
Kiribati | I-Kiribati | Tarawa
Kosovo | Kosovar, Kosovars, Kosovan | Pristina
Kuwait | Kuwaiti, Kuwaitis | Kuwait City
Kyrgyzstan | Kyrgyz | Bishkek
Laos | Lao, Laotian, Laotians | Vientiane
Latvia | Latvian, Latvians | Riga
Lebanon | Lebanese | Beirut
Lesotho | Basotho | Maseru
Liberia | Liberian, Liberians | Monrovia
Libya | Libyan, Libyans | Tripoli
Liechtenstein | | Vaduz
Lithuania | Lithuanian, Lithuanians | Vilnius
Luxembourg | Luxembourger, Luxembourgers
Madagascar | Malagasy | Antananarivo
Malawi | Malawian, Malawians | Lilongwe
Malaysia | Malaysian, Malaysians | Kuala Lumpur, Putrajaya
Maldives, the Maldives | Maldivian, Maldivians
Mali | Malian, Malians | Bamako
Malta | Maltese | Valletta
Marshall Islands | Marshallese | Majuro
Mauritania | Mauritanian, Mauritanians | Nouakchott
Mauritius | Mauritian, Mauritians | Port Louis
Mexico | Mexican, Mexicans | Mexico City
Micronesia | Micronesian, Micronesians
Moldova | Moldovan, Moldovans | Chisinau, Chișinău
Monaco | Monegasque
Mongolia | Mongolian, Mongolians | Ulan Bator, Ulaanbaatar
Montenegro | Montenegrin, Montenegrins | Podgorica
Morocco | Moroccan, Moroccans | Rabat
Mozambique | Mozambican, Mozambicans | Maputo
Myanmar, Burma | Burmese | Naypyidaw, Naypyitaw
Namibia | Namibian, Namibians | Windhoek
Nauru | Nauruan, Nauruans
Nepal | Nepali, Nepalis, Nepalese | Kathmandu
Netherlands, the Netherlands, Holland | Dutch | The Hague
New Zealand | New Zealander, New Zealanders | Wellington | Beehive
Nicaragua | Nicaraguan, Nicaraguans | Managua
Niger | Nigerien, Nigeriens | Niamey
Nigeria | Nigerian, Nigerians | Abuja | Aso Rock
North Korea, DPRK, N. Korea, Democratic People's Republic of Korea | North Korean, North Koreans |
  Pyongyang
North Macedonia, Macedonia | Macedonian, Macedonians | Skopje
Norway | Norwegian, Norwegians | Oslo
Oman | Omani, Omanis | Muscat
Pakistan | Pakistani, Pakistanis | Islamabad | Inter-Services Intelligence
Palau | Palauan, Palauans
Palestine, Palestinian Authority, Palestinian territories, State of Palestine | Palestinian,
  Palestinians | Ramallah
Panama | Panamanian, Panamanians | Panama City
Papua New Guinea | Papua New Guinean | Port Moresby
Paraguay | Paraguayan, Paraguayans | Asuncion, Asunción
Peru | Peruvian, Peruvians | Lima
Philippines, the Philippines | Philippine, Filipino, Filipinos | Manila | Malacanang, Malacañang
Poland | Polish, Pole, Poles | Warsaw
Portugal | Portuguese | Lisbon
Qatar | Qatari, Qataris | Doha
Romania | Romanian, Romanians | Bucharest
Russia, Russian Federation | Russian, Russians | Moscow | Kremlin, Duma, Federation Council
Rwanda | Rwandan, Rwandans | Kigali
Samoa | Samoan, Samoans | Apia
San Marino
Sao Tome and Principe
Saudi Arabia | Saudi, Saudis, Saudi Arabian | Riyadh
Senegal | Senegalese | Dakar
Serbia | Serbian, Serbians, Serb, Serbs | Belgrade
Seychelles | Seychellois
Sierra Leone | Sierra Leonean, Sierra Leoneans | Freetown
Singapore | Singaporean, Singaporeans
Slovakia | Slovak, Slovaks, Slovakian | Bratislava
Slovenia | Slovenian, Slovenians, Slovene, Slovenes | Ljubljana
Solomon Islands | Solomon Islander, Solomon Islanders | Honiara
Somalia | Somali, Somalis | Mogadishu
South Africa | South African, South Africans | Pretoria
South Korea, S. Korea, Republic of Korea, ROK | South Korean, South Koreans | Seoul | Blue House,
  Cheong Wa Dae
South Sudan | South Sudanese | Juba
Spain | Spanish, Spaniard, Spaniards | Madrid | Moncloa
Sri Lanka | Sri Lankan, Sri Lankans | Colombo
Sudan | Sudanese | Khartoum
Suriname | Surinamese | Paramaribo
Sweden | Swedish, Swede, Swedes | Stockholm
Switzerland | Swiss | Bern, Berne
Syria, Syrian Arab Republic | Syrian, Syrians | Damascus
Taiwan | Taiwanese | Taipei
Tajikistan | Tajik, Tajiks | Dushanbe
Tanzania | Tanzanian, Tanzanians | Dodoma
Thailand | Thai, Thais | Bangkok
Togo | Togolese
Tonga | Tongan, Tongans | Nuku'alofa
Trinidad and Tobago, Trinidad | Trinidadian, Trinidadians | Port of Spain
Tunisia | Tunisian, Tunisians
Turkey, Türkiye, Turkiye | Turkish, Turk, Turks | Ankara
Turkmenistan | Turkmen | Ashgabat
Tuvalu | Tuvaluan, Tuvaluans | Funafuti
Uganda | Ugandan, Ugandans | Kampala
Ukraine | Ukrainian, Ukrainians | Kiev, Kyiv | Verkhovna Rada
United Arab Emirates, UAE, U.A.E., the Emirates | Emirati, Emiratis | Abu Dhabi
United Kingdom, UK, U.K., Britain, Great Britain | British, Briton, Britons, Brits | London |
  Downing Street, 10 Downing Street, Whitehall, Foreign Office, Westminster
United States, US, U.S., USA, U.S.A., America, United States of America, the States | American,
  Americans | Washington, Washington DC, Washington D.C. | White House, Pentagon, State
  Department, US State Department, U.S. State Department, Capitol Hill, US Treasury, U.S.
  Treasury, Treasury Department, Justice Department, Department of State, Department of Defense,
  Defense Department, Oval Office
Uruguay | Uruguayan, Uruguayans | Montevideo
Uzbekistan | Uzbek, Uzbeks | Tashkent
Vanuatu | Ni-Vanuatu | Port Vila
Vatican, Vatican City, Holy See | | | Vatican
Venezuela | Venezuelan, Venezuelans | Caracas | Miraflores
Vietnam | Vietnamese | Hanoi
Yemen | Yemeni, Yemenis | Sanaa, Sana'a
Zambia | Zambian, Zambians | Lusaka
Zimbabwe | Zimbabwean, Zimbabweans | Harare
European Union, EU, E.U. | European Union | Brussels | European Commission
United Nations, UN, U.N. | | | UN Security Council, U.N. Security Council, Security Council, UN
  General Assembly, U.N. General Assembly
NATO, North Atlantic Treaty Organization, Nato
"""


def _parts(row: str) -> list[list[str]]:
    cells = [[name.strip() for name in cell.split(",") if name.strip()] for cell in row.split("|")]
    return cells + [[]] * (4 - len(cells))


def _rows() -> list[list[list[str]]]:
    return [_parts(row) for row in re.sub(r"\n\s+", " ", _TABLE).strip().split("\n")]


@lru_cache(maxsize=1 << 14)
def _key(name: str) -> str:
    """Gives a name as it is looked up: without article, case, commas and possessive."""
    plain = re.sub(r"\s+", " ", name.replace("’", "'").replace(",", "")).strip()
    plain = re.sub(r"'s?$", "", plain)
    return re.sub(r"^the ", "", plain, flags=re.IGNORECASE).casefold()


_COUNTRIES = {_key(name): row[0][0] for row in _rows() for name in row[0]}
_PEOPLES = {_key(name): row[0][0] for row in _rows() for name in row[1]}
_SEATS = {_key(name): row[0][0] for row in _rows() for cell in row[2:] for name in cell}
_CAPITALS = {_key(name) for row in _rows() for name in row[2]}
# These would match a pronoun, a verb or a direction if case were not looked at.
_CASED = {"us": {"US"}, "polish": {"Polish"}, "un": {"UN"}, "eu": {"EU"}}


def canonical_place(name: str) -> str | None:
    """Gives the usual name of the country that `name` names ("the U.S.": "United States").

    Only names of the country itself count: not its capital, its people or its government.
    """
    return _COUNTRIES.get(_key(name)) if _cased_rightly(name) else None


@lru_cache(maxsize=1 << 14)
def country_of(word: str) -> str | None:
    """Gives the country that a name or an adjective of people belongs to ("Russian": "Russia")."""
    if not _cased_rightly(word):
        return None
    return _COUNTRIES.get(_key(word)) or _PEOPLES.get(_key(word))


def is_people(name: str) -> bool:
    """Says whether a name is that of people of a country, not of the country ("Germans")."""
    key = _key(name)
    return key in _PEOPLES and key not in _COUNTRIES and key.endswith(("s", "men"))


@lru_cache(maxsize=1 << 14)
def government_of(name: str) -> str | None:
    """Gives the country for which a name may speak: its own, its people's, capital's or seat's.

    "Moscow", "the Kremlin", "the Russians" and "Russia" are "Russia". Whether a capital stands
    for its government or for the city is for the caller to judge.
    """
    return country_of(name) or _SEATS.get(_key(name))


def is_capital(name: str) -> bool:
    """Says whether a name is one of a country's capital."""
    return _key(name) in _CAPITALS


def _cased_rightly(name: str) -> bool:
    allowed = _CASED.get(_key(name))
    return allowed is None or any(form in name for form in allowed)
