/ip firewall address-list remove [find where list=tocsin]
/ipv6 firewall address-list remove [find where list=tocsin]
