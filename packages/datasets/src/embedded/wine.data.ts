/**
 * Wine: 13 results of a chemical analysis of 178 wines, in 3 classes.
 *
 * Source:
 * S. Aeberhard, M. Forina (1991), Wine;
 * UCI Machine Learning Repository, https://doi.org/10.24432/C5PC7J, licence CC BY 4.0;
 * taken from scikit-learn 1.9.1 (`load_wine`), copyright the scikit-learn developers, licence BSD-3-Clause.
 *
 * Base64 of gzip of: float64 results [178, 13], then uint8 labels [178].
 * Little-endian, in C order; 18690 bytes with SHA-256
 * 8ab3beb6aa5b46bd8cf2bd6e4cce18804475aaab9e12dd4ec8684b893ddaecf9.
 *
 * Made by tools/goldens/datasets.py.
 */
export const wineData: string = [
  'H4sIAAAAAAACA62cW3Cd1XXHj+6ybEuWkY0J1NgQLOkckci1MSYl+fZ02kke8gAttmVbBtPpdDKTF6cp94uPATvUTkEGt9A8ZMg0D8w0k2EmMx2/dEZ',
  'Nk2ma0A40bUNTmspcDRiQbSxL8oUen7V+/4+1qz60Uz34jI6+b1/W5b/+a629PTM0/uQP7xpJjX/PDI2fK772+Z5f/MWetrSh+fPZVLn0M3lH+oPmT2',
  'd6YOD7Xzx2f3c6cevR1fvfe7n4nUsft7am5utPrkzf3XNpgOnCxuuz97874e9X/f3zxdWNt46ubvHv19lzle0+b0dqPjbQ6eO9VNh7HxXN1/b3p3948',
  'dLPdGHPL7b3vzKRbD3V1Hi58UKr76sjfevPL/38uj2Xtms/to9FPu/PfZ7O1Bzm6EpfL/tZZO8/9lRqiumvR/y9jwtbf7uva9TnGfffe32exT7uP7qc',
  'W/z9q5Pt673C1un7WfOMz1/199rTzCV9nel0ed1gn/Vd2o+N0+HPveJyvlB8qSmQfunH5u+y92cP+Psjabi50fO+jjb//jM+37j/vSfZuIvT315S+w/',
  '/xfWCHK6UfuzT1/v8n6XmOv5uxOVxQfOYHK73ecYS8rT52qWfpll8n3lWuL6nC9vXEntv6IivD/20uD20ux2sd/3c7utsd3trTw2hNAb6uY//kdvXgM',
  'szm+fmI7a+5683e/j8vNtJi69/xOcZk35s/C73l3/SfmwdAyafL56McrttwvVf8/WfKUwurT6P21t9TOPbuhe5/F50OV8oTA5X+ffTha1rieax90Z8H',
  'fgn8+A/O3wd7KNH8zTF0NPmz1+ekGPwn2efcXmNJNv/2cLGaY3+M7nN52lJ4BJ4YPqdcz0NuHxO+Tj4xxGXS83nOed+0BbllrZmdtAp/Zjez7ucVro8',
  'TrlduP88xzzXax5bX5uP6/g2yTzd7qdL/fPfhTu23xWSm+mzw/30sPtb6T9R3kO+DvANP12a2Zuvu7La9X3a5dht3488a/P8Zi2xf1tXhz+/XniAnZp',
  'cu+Snpu+zLqdfS+C3rdfnv/eI73fE9XexsP35fisb/fN2+Y/tZ5F/lrhj61jl358siCPYgflpLWE3tq/2OM/kuOyauGK//5vPc87t4FNuJ9ibj/P8Yc',
  'OZO0fcXudcf66futtbZaf0Y8/1uXz+2fd/wedZ6/Z0Otp1+pbLuyZ7svfbM7zeldCb+Vu328+Pfbx5nwf/+cDxocfj6UHhqO13vrBxcty5I2E/+Dlxz',
  'tZX8XWs9P2edDtcau/tftzee3XY198rHhDidsOu8d/oxy9lcWG54rbhkuPbssfNb75aS8gZnmDzjIofEC+wV5vvZbdf7KDXxznp8y5z/3Ec/cGwjztX',
  'EMdMHuuFb9iH2WOr8A3/wT6Qm83vcjv6pO+/9FPWHf1nzPXfrn3B37AD5GTfn/Tve2UHzX1cUXX9VHzfjueVm/zzDpdXh68XHverAv8mfuI/Jh8fZ/q',
  'PnR9UPa6fl5/a/Ohnm3DH/LJLPMTsBty5zNfxfhHW+72nXC/VhF/DR20frp/6NrfDNn+uRXZAHLbPPvEQk6P76cAR54k1l9vFAhyzzw1uB2U8tXV2ud',
  '//ooCPYdeRlzhPfPabLvcR1++8+0NL9NOGHeBXpofS3iIPWS6eaHpbIrtu6uOumo83q7hg8tok/wnxpNKj+EO8snlW+rpP+/wdkpvtu5awz+CnV7jc6',
  'jt8v9hByXfg5ba+KzP/8fjzvWccr2qu1xIPYpzb4c+1iV/bc79U/DE59QqvA0+ffsLfqzku5XJjP7tlB+aHxK+pzN5KfhDk/OWnbZ4O4sL5LA4yz07/',
  'e6twAf2Y3mfdDpb5ek7G/Vx12PGmKtwJeFzfqHyOfcJLsbcY5wZkb/a92/XkN31dVfFrkzP87rPZftqFO+CBfZ7xeZbLDmw8H6d+KMM34mJ75L0Nfk2',
  '+Ah+Ndn3W9dEvHCWvaH79W4dtn9dW5T/Ex7ifMeGO4VKH8No+sYOlboenCuzSzOVJXx88sU/5DXm4zbdbfmr41e37+3u3g0pCP2a3J1xujgeT3/D11V',
  'Q/sOfwH/B6l/IRm6dH+jF9trp/rPL5PnB5uh288ri99zJ5cK/bXcX1jn62ZvrpEF6TZ9h6+33d72e8d8LXVXN7u1iQd9tzn8nwrcflskS8yvZ5zt9b4',
  'Xh0ouA5/Ie83vyC+OG8qg4/2C79E1fhieCi7bPf1/tu3E/aL7smnkZ7W6/4E/G6rO/YuBXfx4D2Y+M4T3z+kPMq6gfLXJ9eP3jL9TO5U3EbXCJfAM9M',
  'rwMul/fcDn2eqQnlP8SlhfloqR/4KHZAHDc7uUy4Y98vVr3K1llTPMXeYt64Xfybeog9/9OsvrVK9hb285MnlG+b3Cry+2DXk+yn0/fTJTuI8bTMf3i',
  '++TEx4esq82DqB7a+9cpLiI9mL0s0D3hg86wVvrH/5usvPC17Yx4bh/c8P61sS+R51JPwH/JIe/4qzcP35MHkc+A1+B/idn2b8MDG6RI/wN/I683eiN',
  'uunx897fYB3zlfwANCfWcSufX5PEslN/J0W1dZdzE89nmefcreP1jyRPDL5Lle+WnE607V+bBTm+cK8etQ53vwT31dNfefebcT5DCqemKUZ5fs2vYz5',
  '/HxcvHrwOMb9kZcwA7sM+cHuxL1COIx8Qe92XNXuN1/WJDH2jiHFefAXepVzfV/udxPWF9DfvAQ8M38H7l94Hjt+rnlCfv+CPnCx9JPqFfVS95r9rRI',
  '9UTw2v5e+mngM6887fsBd2ZUV7Z8sqwfwP9NLkvdHn4if7O/X6m4Hfib8pIh7ReeZO9d5/NsTeQFJqfXCuIC/BeeTb2XerPhY939dEg8ckG8Vj2+In5',
  'mfvKGP//LApwgTgT7bcQ5w4fhxD7A06CfBh/le9PHjMtlyus0rxfULbE36jhWj3/Q9Lmtlq3jYhF5Ivlpxe3sfAEe2Lhvq35AvhD844VHM/2cKqjHBh',
  '4/ucV/X6I4hB2AO/Z9v9ttlpek+30/Q4m8mXwgzNPIf+BD4KCN+2pBnSXWzc66PH29o3drP7b/0wX1KsO3kl+Dr/AD8uDIR5crbwz16dH9hmubq8JZc',
  'CHwt/rvKh8x/S7K8AD+ukLxh+eMNu/Vfqg7Ywcmhw2ax/wE3lARD4n59XLNY+tyHjK11/dflZ+Sn8Y6xU7lcaaXj3wdx+Sn8CDqFPa963PPN5y/DUmu',
  'Uc/uP1O/l+gjUM+1df9N1v/qVL3X/Mzxes8Bx9Eh99M51SlMjxvFd8AL1osdUBez57vTz77z2391+sKJiDujh9QvMTuYLegDhnpVfYvybeoIMc5dUB4',
  'Crpj+3A6eu8/2OV9VncLew083y09Nf8R1+nEvy3/gDTHOkZ8+5PMMK24Tn22eL7hd3pnV/cu4beN+LN5uOED9YIn4qK1jUDgc+z83CK+RCzzX7HmygI',
  '+Zvha5/X7ocnS5vXDI7XBQcok4Oqq+GXZC3Z68kT5MjqOhjjd5v+mlr+p2eaIgT435whb1ceED1K+jvZW4E+v69/r8g5J7wD/iQmU8qzeeKej/kPeCe',
  '9TjqRubPPYqniLXWOeif3qneCT+ar//a0F/C/5AX5O8HTyw54f9773KS2z8G2UHpnfqme3qZ7Eu+iPILdjB9IPqW8EjwclYr9qiuGDrb1XemPMk+ztx',
  '3XFn99d8/OGsn9WS1Q+2qN8InhIXyJ9t3j7391MF/SjjiQccb8q4Heo/4EEjLsR4MFfQZzI5zmh9+GnoizX4AXmW7b830T+Nddgtyo/gMaaf18XjqZP',
  'bOO/6el3+q+qya3ikySOvi5V9WvCcPIs6I3ht+33Hx6FOUXceMiz8izhKHjymecyOPi7yfiP9AvAg4HWDv5key/iD3ds6N6mOxDkV+j3YtY0/q/zExj',
  '9TYJdm1w97/jEovI79xs+JX8e+Z2kHpq8zwnniD7hqedY+nx/9VBI80sZxvK6U+MZ+bN5fqa5MX8Ken471gwa/xq7ZL3HB3nc8qN+a9evnxD/wS8NF8',
  'O9k3M/jj2bzXCiiXXP+4Db11aijmj1NFdSJwSvOU8TzEg8LdyI/AN82ZXHhbBHr7VMF/VDTz5LsPFKH7M36wcOq+wf8+gF58G3CLezY9v1alm93Ky6g',
  'b+wNXgUem73k8aesj5L30z81veBPLSnGV8+71vyh4+Jg4vmYz5U83uTaLbymvoO9xb7QqXguYeIus5/pIffXWeFhiAvp97NzQq2qu9i6elTHYB7qqM3',
  'XvvQnFq+/Pah6cui71N1/JnfL3oi78F7wgHUQxwMeNOwa/ZB3xn71aIbX7doX/YUYf7qEb2G9Db5DXoJ/hXpvvbSD0Bev9IrvxPNsZR8w9DWfe0z7Ia',
  '+I/cZyHvIB6m8xb+zU+SKbf6bAfi1u3yc8IP8L+Rx18jQmvsX5K+I28RQ7Njl+FO1t9ICPO5zAXfhTLjfwADxGP7E/17aw3Bp4bfMOyQ9D3q/zfGM6z',
  '0H+CO+FD4DXNs47sV+y+wGff1B8E54d+41bZGfgJnkW+gBnyD+p6xvu3Of9xuGszuf2Q50vlbyKeIef0pehj4/cTK7Y537X75D8I+J5Gbepg5JnmR+8',
  'qf3Qj+S8ZcC3F77u4wxpP7Huv0F4Da8iX0BuxIXQn69k50cbeT18lDw74Cj8rbJFcYFzAMRt5mH99GVCHKs/7PPgP5y/wr83qB5PXYH6IXVl/C6XG/h',
  'u83zd6y6DKfpBdo6rwRPBK/oY+I99X9Z9iHOhTt7gIfbcOtXZQ95fL89TxLpOu/CN8yfh/F7luPAIPzU5DavPG8913iA8yO0R3KHeBs8n/wx5/S1/5P',
  'IcVL8SucRzadszOwEHX1fdNc+D8WujR494/3Sd//3t+PdP7Ie8ljwA/kZ/G95OfSbkjWseEF7bOmfiPJ+wa/CNPgz8Gv9HP4Z77xec77BjVvd6Xr9O/',
  'C3wA+J2A3fA1xgXppTngPPUBUJ9dM99GY6eFU8yuW8UjoJ78IR4nnxWcRV+EPqADf4GvpEH0KeMctupvNHsuZKdc5gTXpPX57zK+kzY9eK0IA8RH50X',
  '70U/5q/vCt9sP29FnEz3ZHn94rRgXq/6deW/xR/qb9QRsQN4sPGQfd5fXqf6ROTxG7NzT13qmxF/yDPgo8RT+rnwN/t9UH0K+jumn5t9P7uEOzbPgM6',
  '/sR/6P9Gu/TzfsodkB6bf/hTO/9Y/pz5TzINb5D/YMbhNXSXUQ166W/UDk8vlGif4T8OuyVvzfj3+A7+mrxH6wZP3OB8ddP1y7iLnO7ep/kp/j7olfd',
  '+Ynx4vONfMPHauZkjn1hfE6wYexL5m2V8gblEfI86RR5i93ePnVIeUz8VzG6XciHOceyGewuNtfM7lvJWda7rb+fWg9BLrwTcrbvN36iXkjfHcYLc/9',
  '2Hkb2seyvpM87HeW9+suEA+CW+N9aqL8v94Tggef5ePT5+pP8Vz65uEO/F8ynnVD9AP+qOOFM5fr3nE/WZYPCTUD5Sf3q64Ab5hb/Bc29cy9+PjBfyJ',
  '+pvJY1h5TayPblTfjH4MfAAeAo5yno+4DE81vK57fkr9oDWbZ7PyBfJ16vb0F5iH85bwYfIXe3+f6r3cBwl9Jtn1DuVf3Bsgr6d+yH0Ms4dMbpOPKF/',
  'gvEWoQyifK+MC9gzfQV+2nxXCg6DPWx5TPhfrYS0xDxYfnVOeQN852sFVwjfqtXb+er/yBdv/creXjFelreLxxAP6zsQb7omxH/JUG/+A851h95uVOh',
  'cWz1+Pqd+MvNgPfA39cF6MeiD1XvpZnK+KPGSD8AC5kY9E3Dkhe7Pn3on9uYafml6Gdf4jnlvfrP4C/st+kBvj2vuXCXeoXxl/e0T3CuL9mo6M9yK3W',
  'dX3mAd90P+x545H3jsJ7lTFa6l7BzxI5Aszmof4Y++9kd0zesv9q033JExfNdVdQl+gfqPqITZ/WReN54iP+Tz9kluoJ6a62wfniC9beD+N+IOfYsfY',
  'N31b+748bwl/Mrq5T/7D+akF/bQynvV1jqvuYus8Zfbw1TW+zjdiH+noQd0Lpa4Q7EQ8ZHt2rv2YeC84zj0P7JF6A/cXOD/KecnYByzrvfQ54O/EU/v',
  '9zYLzifgVdXfqLha34fHLU+xH3pDVr88VyAX9xPumqz2eHtO5bHiv2U9V92RD3GYe1Q8uFsRL6nzxHtuahFzBD/Da5AUf7Vs4/qRx1U/JL5EfdmDzXp',
  'M4rxTkhr3pvkx3in0Z+vW3y0/pO9PPivcv1vo6X4v2kfY6fxvW/eOgH/Gdcd1/JB7DD2w+znFcl8BZ8lD6GJx3CfVK+jb1m7J7YC06l0Gdgvo1cY7+Y',
  'JDbxP1+76Oq8wWxXlXW/bl3AO+I/UbOU1zn9nQsxu1V9JmGVa+KfLCsh8R7o68Jr2O9d7X8Bzy0cR7zfmPV/XUg9k/RT+J+1jnFUfbDeCbXq4UHrMvO',
  'RR/wdXLvY1nmPxuy+6el3NA3+rFwX9o1+TJ2YOFiSPlT5Ae/kd1DvpjF6zfkP9wLNVx5s6AOyj0J+728ZxTj6U0ZH+1U/zryHZ6vaj+cT6G/wP0S+qd',
  'hP+pvl/d24TfEu5iXDWoe+roWTx/18amP9mZ5SV7na83OKUypXgWOYteBJzbiqfUBa4l6ZuSJG1W3pB7BODFuv+P2d7nqo/G85X7dO+S8ZOzXbxKPp3',
  '6N3fLJuLa+lTqHH86xvbTP90metTjyA+HBDtUB4TPEOfi1rX9FIu6R94EHZqc13cuO55E2Zfc+zih+cm403gO9VrwqxO3Nj+peG/cpQv9O9betwk/iK',
  'PZG/mV//5Tyn7Cfhh3Y9NXE/Z14jutGnScnbmNvsb5z1j+v8+fei33IRl5i6+K8S0+U2yd4fLwX86b0E+sFn3a/eDvu5yv7dU8POwv3kKgfpB3io+SJ',
  'sb9AHWWt8mDwkPNI9ntV5z+pF8X8Z1z1TOyYPDje010rfAvnzhp5vY1f4miMCxuy/5+C/9fgPyU38kT7e5lvhzrj1F7VYamHxXha9ufwH5PPlOIC+cK',
  'h//jCX7744rXCt1C33f2Q48xI9v9bZHWKybJvhn+YXl8tyNPt+2sT56TDOboGXnOvmnve4ZwBfcDJbZqHOIr/UK82Pa9O7I/4a3ljaQcmz75sPzeKxw',
  'f7aeRvsX49o/+XINavZ2Vvpp9q4r5YwINP/L8EnHOhjsc88VzNp8UTwzyrDoqHxP/fpfV/+P8P5oVvxFPwwOa7Rjwk8Ot00P8/h5FEXSuec9gsuyY/g',
  '8cTh+J+rhFPDOdw6vDr/9NPy//PT+v/8ue/ALkiLTsCSQAA',
].join('');
