"""Cities that stand alone in datelines: capitals, seats of world bodies, large cities."""

from __future__ import annotations

_CITIES = """
Abidjan, Abu Dhabi, Abuja, Accra, Addis Ababa, Aden, Agartala, Ahmedabad, Albany, Aleppo,
Alexandria, Algiers, Allahabad, Almaty, Amman, Amritsar, Amsterdam, Anchorage, Ankara,
Antananarivo, Antwerp, Apia, Arlington, Ashgabat, Asmara, Astana, Asuncion, Asunción, Athens,
Atlanta, Auckland, Austin, Baghdad, Baku, Baltimore, Bamako, Bandar Seri Begawan, Bangalore,
Bangkok, Bangui, Banjul, Barcelona, Basel, Basra, Baton Rouge, Beijing, Beirut, Belfast, Belgrade,
Bengaluru, Benghazi, Berlin, Bern, Berne, Bethlehem, Bhopal, Bhubaneswar, Birmingham, Bishkek,
Bissau, Bloemfontein, Bogota, Bogotá, Bonn, Boston, Brasilia, Brasília, Bratislava, Brazzaville,
Bridgetown, Brisbane, Bristol, Brussels, Bucharest, Budapest, Buenos Aires, Bujumbura, Busan,
Cairo, Calcutta, Calgary, Canberra, Cape Town, Caracas, Cardiff, Casablanca, Chandigarh,
Charlotte, Chennai, Chicago, Chisinau, Chittagong, Christchurch, Cincinnati, Cleveland, Cologne,
Colombo, Conakry, Copenhagen, Cotonou, Dakar, Dallas, Damascus, Dar es Salaam, Darwin, Davos,
Dehradun, Delhi, Denver, Detroit, Dhaka, Dili, Djibouti, Dodoma, Doha, Donetsk, Dresden, Dubai,
Dublin, Durban, Dushanbe, Edinburgh, Edmonton, Erbil, Faisalabad, Frankfurt, Freetown, Gaborone,
Gaza, Gaza City, Geneva, Georgetown, Glasgow, Goma, Guangzhou, Guatemala City, Guwahati, Haifa,
Halifax, Hamburg, Hanoi, Harare, Havana, Helsinki, Hiroshima, Ho Chi Minh City, Hobart, Hong Kong,
Honiara, Honolulu, Houston, Hyderabad, Imphal, Indianapolis, Irbil, Islamabad, Istanbul, Jaipur,
Jakarta, Jeddah, Jerusalem, Johannesburg, Juba, Kabul, Kaduna, Kampala, Kandahar, Kano, Karachi,
Kathmandu, Kharkiv, Kharkov, Khartoum, Kiev, Kigali, Kingston, Kinshasa, Kochi, Kolkata,
Kuala Lumpur, Kunduz, Kuwait City, Kyiv, Kyoto, La Paz, Lagos, Lahore, Las Vegas, Leeds,
Libreville, Lilongwe, Lima, Lisbon, Liverpool, Ljubljana, Lome, London, Los Angeles, Luanda,
Lucknow, Lusaka, Luxembourg, Lviv, Lyon, Macau, Madrid, Maiduguri, Malabo, Male, Managua, Manama,
Manchester, Mandalay, Manila, Maputo, Maseru, Mecca, Melbourne, Mexico City, Miami, Milan,
Milwaukee, Minneapolis, Minsk, Mogadishu, Mombasa, Monaco, Monrovia, Montevideo, Montreal, Moroni,
Moscow, Mosul, Multan, Mumbai, Munich, Muscat, Muzaffarabad, N'Djamena, Nagpur, Nairobi, Naples,
Nassau, Naypyidaw, Naypyitaw, New Delhi, New Orleans, New York, Niamey, Nicosia, Nouakchott,
Nur-Sultan, Nuuk, Odessa, Oklahoma City, Osaka, Oslo, Ottawa, Ouagadougou, Panama City,
Paramaribo, Paris, Patna, Perth, Peshawar, Philadelphia, Phnom Penh, Phoenix, Pittsburgh,
Podgorica, Port Louis, Port Moresby, Port of Spain, Port-au-Prince, Porto-Novo, Prague, Praia,
Pretoria, Pristina, Pune, Pyongyang, Quebec City, Quetta, Quito, Rabat, Raipur, Ramallah, Ranchi,
Rangoon, Rawalpindi, Reykjavik, Riga, Rio de Janeiro, Riyadh, Rome, Rotterdam, Salt Lake City,
San Antonio, San Diego, San Francisco, San Jose, San José, San Juan, San Salvador, Sanaa,
Santiago, Santo Domingo, Sao Paulo, Sarajevo, Seattle, Seoul, Shanghai, Shillong, Shimla,
Simferopol, Singapore, Skopje, Sofia, Srinagar, St. Louis, St. Petersburg, Stockholm, Strasbourg,
Sucre, Suva, Sydney, São Paulo, Taipei, Tallinn, Tampa, Tashkent, Tbilisi, Tegucigalpa, Tehran,
Tel Aviv, The Hague, Thimphu, Thiruvananthapuram, Tirana, Tokyo, Toronto, Tripoli, Tunis, Turin,
Ulaanbaatar, Ulan Bator, United Nations, Utrecht, Valletta, Vancouver, Varanasi, Vatican City,
Victoria, Vienna, Vientiane, Vilnius, Vladivostok, Warsaw, Washington, Washington D.C.,
Wellington, Windhoek, Winnipeg, Yangon, Yaounde, Yaoundé, Yekaterinburg, Yerevan, Zagreb,
Zaporizhzhia, Zurich
"""

DATELINE_CITIES: frozenset[str] = frozenset(
    " ".join(name.split()).casefold() for name in _CITIES.split(",")
)
