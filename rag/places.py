"""Places that officers name without a capital: the nations, the English counties and regions, and large cities.

A question about one of these wants an answer about it. Names that are everyday words too (Reading, Bath, Sale) are not
among them.
"""

from __future__ import annotations

PLACES = frozenset(
    """england scotland wales britain ireland london manchester birmingham liverpool leeds sheffield bristol newcastle
    sunderland bradford nottingham leicester coventry wolverhampton derby stoke plymouth southampton portsmouth norwich
    cambridge oxford york exeter brighton hull middlesbrough wigan salford oldham bolton rochdale stockport wirral
    bedfordshire berkshire buckinghamshire cambridgeshire cheshire cornwall cumbria derbyshire devon dorset durham essex
    gloucestershire hampshire herefordshire hertfordshire kent lancashire leicestershire lincolnshire merseyside norfolk
    northamptonshire northumberland nottinghamshire oxfordshire rutland shropshire somerset staffordshire suffolk surrey
    sussex teesside tyneside warwickshire wiltshire worcestershire yorkshire humberside cleveland avon
    midlands anglia tees tyne humber mersey glasgow edinburgh cardiff belfast swansea aberdeen dundee
    birkenhead blackpool bournemouth carlisle chester colchester darlington doncaster gateshead gloucester grimsby
    halifax hartlepool huddersfield ipswich kirklees lancaster lincoln luton northampton peterborough preston
    rotherham shrewsbury slough solihull southend stafford stockton swindon tameside taunton trafford truro wakefield
    walsall warrington winchester worcester medway torbay""".split()
)
