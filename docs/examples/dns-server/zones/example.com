$TTL 1h
@         SOA   ns1 hostmaster (
                2026010101 ; serial
                2h 30m 2w  ; refresh, retry, expire
                5m )       ; how long "no" may be kept
          NS    ns1
          MX    10 mail
          TXT   "v=spf1 mx -all"
          CAA   0 issue "letsencrypt.org"

ns1       A     192.0.2.53
          AAAA  2001:db8::53
mail      A     192.0.2.25
www       CNAME web
web       A     192.0.2.80
          AAAA  2001:db8::80
          HTTPS 1 . alpn=h2,h3
*.dev     A     192.0.2.81

$GENERATE 1-20 host$ A 10.0.0.$
